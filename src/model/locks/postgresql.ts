import { isBefore } from '../database.ts'
import { typeChange } from '../schema/type-change.ts'
import { fillsRowByRow, isNullDefault } from './defaults.ts'
import { row, type Lasting, type Lock, type LockRow } from './lock.ts'

const alterTable = 'PostgreSQL, ALTER TABLE'
const createIndex = 'PostgreSQL, CREATE INDEX, Building Indexes Concurrently'
const explicitLocking = 'PostgreSQL, Explicit Locking, Table-Level Locks'

const accessExclusive = (lasts: Lasting, source = alterTable): Lock => ({
  name: 'ACCESS EXCLUSIVE',
  blocks: 'readers and writers',
  lasts,
  source,
})
const shareRowExclusive = (lasts: Lasting): Lock => ({
  name: 'SHARE ROW EXCLUSIVE',
  blocks: 'writers',
  lasts,
  source: alterTable,
})
const shareUpdateExclusive = (lasts: Lasting, source: string): Lock => ({
  name: 'SHARE UPDATE EXCLUSIVE',
  blocks: 'schema changes',
  lasts,
  source,
})

/** The modes of `LOCK TABLE` for which somebody waits. */
const modes = [
  ['SHARE UPDATE EXCLUSIVE', 'schema changes'],
  ['SHARE', 'writers'],
  ['SHARE ROW EXCLUSIVE', 'writers'],
  ['EXCLUSIVE', 'writers'],
  ['ACCESS EXCLUSIVE', 'readers and writers'],
] as const

/** What changes of the schema lock in PostgreSQL. */
export const postgresqlLocks: readonly LockRow[] = [
  row({
    effects: ['create table'],
    lock: { name: 'none', blocks: 'nobody', lasts: 'for a moment', source: explicitLocking },
  }),
  row({
    effects: ['drop table', 'rename table', 'rename column', 'drop column', 'drop constraint'],
    lock: accessExclusive('for a moment', explicitLocking),
  }),
  row({
    effects: ['add column'],
    when: 'of a value that is worked out for each row, or any default before PostgreSQL 11',
    holds: ({ column, oneOff }, database) =>
      fillsRowByRow(column) === true ||
      (isBefore(database, [11]) && !(isNullDefault(column) && oneOff === undefined)),
    lock: accessExclusive('while the table is rewritten'),
  }),
  row({
    effects: ['add column'],
    when: 'of no value, or of one for all rows',
    holds: ({ column }) => fillsRowByRow(column) === false,
    lock: accessExclusive('for a moment'),
  }),
  row({
    effects: ['alter column'],
    when: 'to a type for which the values are converted',
    holds: ({ before, after, isConverted }, database) =>
      isConverted === true || typeChange(before, after, database) === 'rewrites',
    lock: accessExclusive('while the table is rewritten'),
  }),
  row({
    effects: ['alter column'],
    when: 'from NULL to NOT NULL',
    holds: ({ before, after }) => before.isNullable !== false && after.isNullable === false,
    lock: accessExclusive('while the table is scanned'),
  }),
  row({
    effects: ['alter column'],
    when: 'of which nothing has to be read again',
    holds: ({ before, after }, database) => typeChange(before, after, database) !== undefined,
    lock: accessExclusive('for a moment'),
  }),
  row({
    effects: ['create index'],
    when: 'concurrently',
    holds: ({ isConcurrent }) => isConcurrent,
    lock: shareUpdateExclusive('while the index is built', createIndex),
  }),
  row({
    effects: ['create index'],
    lock: { name: 'SHARE', blocks: 'writers', lasts: 'while the index is built', source: createIndex },
  }),
  row({
    effects: ['drop index'],
    when: 'concurrently',
    holds: ({ isConcurrent }) => isConcurrent,
    lock: shareUpdateExclusive('for a moment', 'PostgreSQL, DROP INDEX'),
  }),
  row({ effects: ['drop index'], lock: accessExclusive('for a moment', 'PostgreSQL, DROP INDEX') }),
  row({
    effects: ['add constraint'],
    when: 'a foreign key without looking at the rows that are there (NOT VALID), or with a column that is NULL in all of them',
    holds: ({ constraint, isValidated, isOnNulls }) =>
      constraint.kind === 'foreign key' && (!isValidated || isOnNulls === true),
    lock: shareRowExclusive('for a moment'),
  }),
  row({
    effects: ['add constraint'],
    when: 'a foreign key, on the tables at both of its ends',
    holds: ({ constraint }) => constraint.kind === 'foreign key',
    lock: shareRowExclusive('while the table is scanned'),
  }),
  row({
    effects: ['add constraint'],
    when: 'without looking at the rows that are there (NOT VALID; of NOT NULL since PostgreSQL 18), or from an index that is there',
    holds: ({ isValidated, usesIndex }) => !isValidated || usesIndex === true,
    lock: accessExclusive('for a moment'),
  }),
  row({
    effects: ['add constraint'],
    when: 'a unique, primary key or exclusion constraint',
    holds: ({ constraint: { kind } }) => kind === 'unique' || kind === 'primary key' || kind === 'exclusion',
    lock: accessExclusive('while the index is built'),
  }),
  row({ effects: ['add constraint'], lock: accessExclusive('while the table is scanned') }),
  row({
    effects: ['validate constraint'],
    lock: shareUpdateExclusive('while the table is scanned', alterTable),
  }),
  row({ effects: ['empty table'], lock: accessExclusive('for a moment', 'PostgreSQL, TRUNCATE') }),
  row({
    effects: ['maintain table'],
    when: 'that writes it anew: `VACUUM FULL`, `CLUSTER`',
    holds: ({ how }) => how === 'rewrite',
    lock: accessExclusive('while the table is rewritten', 'PostgreSQL, VACUUM; PostgreSQL, CLUSTER'),
  }),
  row({
    effects: ['maintain table'],
    when: 'that builds its indexes anew, concurrently',
    holds: ({ how, isConcurrent }) => how === 'reindex' && isConcurrent,
    lock: shareUpdateExclusive('while the index is built', 'PostgreSQL, REINDEX'),
  }),
  row({
    effects: ['maintain table'],
    when: 'that builds its indexes anew: a query that could use one waits for it',
    holds: ({ how }) => how === 'reindex',
    lock: {
      name: 'SHARE',
      blocks: 'readers and writers',
      lasts: 'while the index is built',
      source: 'PostgreSQL, REINDEX',
    },
  }),
  ...modes.map(([name, blocks]) =>
    row({
      effects: ['maintain table'],
      when: `\`LOCK TABLE\` in the mode ${name}`,
      holds: ({ mode }) => mode === name,
      lock: { name, blocks, lasts: 'until the transaction ends', source: explicitLocking },
    }),
  ),
  row({
    effects: ['data'],
    lock: {
      name: 'ROW EXCLUSIVE and row locks',
      blocks: 'writers of the same rows',
      lasts: 'until the transaction ends',
      source: explicitLocking,
    },
  }),
]
