import { isNullDefault } from './defaults.ts'
import { row, type Lasting, type Lock, type LockRow } from './lock.ts'

/**
 * One writer at a time holds the whole file. Readers go on in WAL mode, and otherwise until the change is written back
 * (`RESERVED`, `PENDING`, `EXCLUSIVE`).
 */
const file = (lasts: Lasting, source = 'SQLite, ALTER TABLE'): Lock => ({
  name: 'the whole file',
  blocks: 'writers',
  lasts,
  source,
})

/** What `ALTER TABLE` cannot do is done by making the table anew and copying its rows, as Django does too. */
const remade = file(
  'while the table is rewritten',
  'SQLite, ALTER TABLE, Making Other Kinds Of Table Schema Changes',
)

/** What changes of the schema lock in SQLite. */
export const sqliteLocks: readonly LockRow[] = [
  row({
    effects: ['create table', 'drop table', 'rename table', 'rename column', 'drop index'],
    lock: file('for a moment'),
  }),
  row({
    effects: ['add column'],
    when: 'that is nullable and has no default',
    holds: ({ column }) => column.isNullable === true && !column.isUnique && isNullDefault(column),
    lock: file('for a moment'),
  }),
  row({
    effects: ['add column', 'drop column', 'alter column', 'add constraint', 'drop constraint'],
    lock: remade,
  }),
  row({ effects: ['create index'], lock: file('while the index is built', 'SQLite, CREATE INDEX') }),
  row({
    effects: ['data'],
    lock: file('until the transaction ends', 'SQLite, File Locking And Concurrency'),
  }),
]
