import { row, type Blocked, type Lasting, type Lock, type LockRow } from './lock.ts'

const lock = (name: string, blocks: Blocked, lasts: Lasting, source: string): Lock => ({
  name,
  blocks,
  lasts,
  source,
})
const locking = 'Oracle, Database Concepts, Automatic Locks in DDL Operations'
const exclusive = (lasts: Lasting): Lock => lock('exclusive DDL lock', 'writers', lasts, locking)

/** What changes of the schema lock in Oracle. Queries never wait: they read the rows as they were. */
export const oracleLocks: readonly LockRow[] = [
  row({ effects: ['create table'], lock: lock('none', 'nobody', 'for a moment', locking) }),
  row({
    effects: ['drop table', 'rename table', 'rename column', 'add column', 'drop index', 'drop constraint'],
    lock: exclusive('for a moment'),
  }),
  row({ effects: ['drop column'], lock: exclusive('while the table is rewritten') }),
  row({
    effects: ['alter column'],
    when: 'from NULL to NOT NULL',
    holds: ({ before, after }) => before.isNullable !== false && after.isNullable === false,
    lock: exclusive('while the table is scanned'),
  }),
  row({
    effects: ['create index'],
    when: 'online',
    holds: ({ isConcurrent }) => isConcurrent,
    lock: lock('row share', 'schema changes', 'while the index is built', 'Oracle, CREATE INDEX, ONLINE'),
  }),
  row({
    effects: ['create index'],
    lock: lock('share DML lock', 'writers', 'while the index is built', 'Oracle, CREATE INDEX, ONLINE'),
  }),
  row({
    effects: ['add constraint'],
    when: 'without looking at the rows that are there (ENABLE NOVALIDATE), or from an index that is there',
    holds: ({ isValidated, usesIndex }) => !isValidated || usesIndex === true,
    lock: exclusive('for a moment'),
  }),
  row({ effects: ['add constraint'], lock: exclusive('while the table is scanned') }),
  row({
    effects: ['validate constraint'],
    lock: lock('none', 'nobody', 'while the table is scanned', 'Oracle, CREATE TABLE, constraint'),
  }),
  row({
    effects: ['data'],
    lock: lock('row locks', 'writers of the same rows', 'until the transaction ends', locking),
  }),
]
