import { describe, expect, test } from 'vitest'
import type { Database } from '../../src/model/database.ts'
import type { Lock } from '../../src/model/locks/lock.ts'
import { lockOf, lockTables } from '../../src/model/locks/lock-of.ts'
import type { Constraint, Effect } from '../../src/model/schema/effect.ts'
import type { ColumnType } from '../../src/model/schema/table.ts'
import { addColumn, alterColumn, column, orders, tighten } from './hand-made-plan.ts'

const postgresql: Database = { name: 'postgresql', version: undefined }
const mysql = (...version: number[]): Database => ({ name: 'mysql', version })
const mariadb = (...version: number[]): Database => ({ name: 'mariadb', version })
const sqlite: Database = { name: 'sqlite', version: undefined }
const oracle: Database = { name: 'oracle', version: undefined }

const index = (isConcurrent: boolean): Effect => ({
  kind: 'create index',
  table: orders,
  index: { name: 'by_note', columns: ['note'], isUnique: false },
  isConcurrent,
})
const constraint = (kind: Constraint['kind'], isValidated = true, usesIndex = false): Effect => ({
  kind: 'add constraint',
  table: orders,
  constraint: { kind, name: 'c', columns: ['note'] },
  isValidated,
  usesIndex,
})
const retype = (before: ColumnType, after: ColumnType): Effect =>
  alterColumn(column('note', { type: before }), column('note', { type: after }))
const constant = column('note', { default: { kind: 'code', source: "''", isCalled: false } })
const volatileDefault = column('note', {
  default: { kind: 'database', source: 'gen_random_uuid()', isConstant: false },
})
const databaseDefault = (source: string) =>
  column('note', { default: { kind: 'database', source, isConstant: false } })
const timeDefault = databaseDefault('now()')

test.each<[string, Effect, Database, Lock['blocks'], Lock['lasts']]>([
  ['a column', addColumn(column('note')), postgresql, 'readers and writers', 'for a moment'],
  ['a default', addColumn(constant), postgresql, 'readers and writers', 'for a moment'],
  [
    'a default',
    addColumn(constant),
    { ...postgresql, version: [10] },
    'readers and writers',
    'while the table is rewritten',
  ],
  [
    'no default',
    addColumn(column('note')),
    { ...postgresql, version: [10] },
    'readers and writers',
    'for a moment',
  ],
  [
    'a value for each row',
    addColumn(volatileDefault),
    postgresql,
    'readers and writers',
    'while the table is rewritten',
  ],
  ['the time', addColumn(timeDefault), postgresql, 'readers and writers', 'for a moment'],
  ['NOT NULL', tighten('note'), postgresql, 'readers and writers', 'while the table is scanned'],
  ['an index', index(false), postgresql, 'writers', 'while the index is built'],
  ['an index beside', index(true), postgresql, 'schema changes', 'while the index is built'],
  ['a foreign key', constraint('foreign key'), postgresql, 'writers', 'while the table is scanned'],
  ['a foreign key, not valid', constraint('foreign key', false), postgresql, 'writers', 'for a moment'],
  ['a check', constraint('check'), postgresql, 'readers and writers', 'while the table is scanned'],
  ['a check, not valid', constraint('check', false), postgresql, 'readers and writers', 'for a moment'],
  ['unique', constraint('unique'), postgresql, 'readers and writers', 'while the index is built'],
  ['unique by an index', constraint('unique', true, true), postgresql, 'readers and writers', 'for a moment'],
  [
    'a wider type',
    retype({ name: 'integer' }, { name: 'bigint' }),
    postgresql,
    'readers and writers',
    'while the table is rewritten',
  ],
  [
    'a longer text',
    retype({ name: 'varchar', length: 20 }, { name: 'varchar', length: 40 }),
    postgresql,
    'readers and writers',
    'for a moment',
  ],
  ['a column', addColumn(constant), mysql(8, 0, 12), 'readers and writers', 'for a moment'],
  ['a column', addColumn(constant), mysql(8, 0, 11), 'nobody', 'while the table is rewritten'],
  ['a column', addColumn(constant), mariadb(10, 3), 'readers and writers', 'for a moment'],
  ['a column', addColumn(constant), mariadb(10, 2), 'nobody', 'while the table is rewritten'],
  [
    'a column less',
    { kind: 'drop column', table: orders, column: constant },
    mysql(8, 0, 28),
    'nobody',
    'while the table is rewritten',
  ],
  [
    'a column less',
    { kind: 'drop column', table: orders, column: constant },
    mysql(8, 0, 29),
    'readers and writers',
    'for a moment',
  ],
  ['an index', index(false), mysql(8), 'nobody', 'while the index is built'],
  ['a foreign key', constraint('foreign key'), mysql(8), 'writers', 'while the table is rewritten'],
  [
    'a type',
    retype({ name: 'integer' }, { name: 'bigint' }),
    mysql(8),
    'writers',
    'while the table is rewritten',
  ],
  ['a column', addColumn(column('note')), sqlite, 'writers', 'for a moment'],
  ['a default', addColumn(constant), sqlite, 'writers', 'while the table is rewritten'],
  ['an index', index(false), oracle, 'writers', 'while the index is built'],
])('%s: %o on %o: %s wait %s', (_, effect, database, blocks, lasts) => {
  expect(lockOf(effect, database)).toMatchObject({ blocks, lasts })
})

test('a type that is not known has no lock that is', () => {
  const unknown = column('note', { type: undefined, typeSource: 'MoneyField()' })
  expect(lockOf(alterColumn(column('note'), unknown), postgresql)).toBeUndefined()
})

test.each(Object.entries(lockTables))('%s: every row can be reached', (_, rows) => {
  const open = rows.filter(({ holds }) => !holds)
  for (const row of open) {
    const after = rows.slice(rows.indexOf(row) + 1).flatMap(({ effects }) => effects)
    expect(after.filter((kind) => row.effects.includes(kind))).toEqual([])
  }
})

describe('texts', () => {
  test('every row says where its rule comes from', () => {
    const rows = Object.values(lockTables).flat()
    expect(rows.filter(({ lock }) => !lock.source.includes(', '))).toEqual([])
  })
})

test.each([
  ['statement_timestamp()', 'for a moment'],
  ['django.contrib.postgres.functions.TransactionNow()', 'for a moment'],
  ['CURRENT_DATE', 'for a moment'],
  ['django.contrib.postgres.functions.RandomUUID()', 'while the table is rewritten'],
  ["md5(random()::text || 'x')", 'while the table is rewritten'],
  ['uuidv7()', 'while the table is rewritten'],
  // A function of the project's own may be worked out once.
  ['next_number()', undefined],
  ["lower('random()')", undefined],
])('adding a column with the default %s lasts %s on PostgreSQL', (source, lasts) => {
  expect(lockOf(addColumn(databaseDefault(source)), postgresql)?.lasts).toBe(lasts)
})
