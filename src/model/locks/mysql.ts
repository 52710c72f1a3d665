import { isAtLeast, isBefore, type Database } from '../database.ts'
import { typeChange } from '../schema/type-change.ts'
import { row, type Blocked, type Lasting, type Lock, type LockRow } from './lock.ts'

const onlineDdl = 'MySQL, Online DDL Operations; MariaDB, InnoDB Online DDL Operations'

const lock = (name: string, blocks: Blocked, lasts: Lasting): Lock => ({
  name,
  blocks,
  lasts,
  source: onlineDdl,
})
/** A metadata lock of the table, exclusive for a moment: it waits for every transaction that uses the table. */
const moment = lock('metadata lock', 'readers and writers', 'for a moment')
const rebuilt = lock('ALGORITHM=INPLACE', 'nobody', 'while the table is rewritten')
const copied = lock('ALGORITHM=COPY', 'writers', 'while the table is rewritten')
const built = lock('ALGORITHM=INPLACE', 'nobody', 'while the index is built')

/** Instant `ADD COLUMN`: MySQL 8.0.12, MariaDB 10.3. A version that is not known is one that is still supported. */
const addsInstantly = (database: Database): boolean =>
  !isBefore(database, database.name === 'mariadb' ? [10, 3] : [8, 0, 12])

/** Instant `DROP COLUMN`: MySQL 8.0.29, MariaDB 10.4. MySQL 8.0 before that is in use still: it has to be known. */
const dropsInstantly = (database: Database): boolean =>
  database.name === 'mariadb' ? !isBefore(database, [10, 4]) : isAtLeast(database, [8, 0, 29])

/** What changes of the schema lock in MySQL and MariaDB with InnoDB. */
export const mysqlLocks: readonly LockRow[] = [
  row({
    effects: ['create table'],
    lock: lock('none', 'nobody', 'for a moment'),
  }),
  row({
    effects: ['drop table', 'rename table', 'rename column', 'drop index', 'drop constraint', 'empty table'],
    lock: moment,
  }),
  row({
    effects: ['add column'],
    when: 'that counts by itself, or is generated and stored',
    holds: ({ column }) =>
      column.type?.counts === true || (column.default.kind === 'generated' && column.default.isStored),
    lock: copied,
  }),
  row({
    effects: ['add column'],
    when: 'since MySQL 8.0.12 and MariaDB 10.3',
    holds: (_, database) => addsInstantly(database),
    lock: moment,
  }),
  row({ effects: ['add column'], lock: rebuilt }),
  row({
    effects: ['drop column'],
    when: 'since MySQL 8.0.29 and MariaDB 10.4',
    holds: (_, database) => dropsInstantly(database),
    lock: moment,
  }),
  row({ effects: ['drop column'], lock: rebuilt }),
  row({
    effects: ['alter column'],
    when: 'to a type for which the values are converted',
    holds: ({ before, after, isConverted }, database) =>
      isConverted === true || typeChange(before, after, database) === 'rewrites',
    lock: copied,
  }),
  row({
    effects: ['alter column'],
    when: 'from NULL to NOT NULL or back',
    holds: ({ before, after }) => before.isNullable !== after.isNullable,
    lock: rebuilt,
  }),
  row({
    effects: ['alter column'],
    when: 'of which nothing has to be read again',
    holds: ({ before, after }, database) => typeChange(before, after, database) !== undefined,
    lock: moment,
  }),
  row({ effects: ['create index'], lock: built }),
  row({
    effects: ['add constraint'],
    when: 'a unique constraint, which is an index',
    holds: ({ constraint }) => constraint.kind === 'unique',
    lock: built,
  }),
  row({
    effects: ['add constraint'],
    when: 'a primary key',
    holds: ({ constraint }) => constraint.kind === 'primary key',
    lock: rebuilt,
  }),
  row({
    effects: ['add constraint'],
    when: 'a foreign key or a check',
    holds: ({ constraint: { kind } }) => kind === 'foreign key' || kind === 'check',
    lock: copied,
  }),
  row({
    effects: ['data'],
    lock: {
      name: 'row locks',
      blocks: 'writers of the same rows',
      lasts: 'until the transaction ends',
      source: 'MySQL, InnoDB Locking',
    },
  }),
]
