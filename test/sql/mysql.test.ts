import { describe, expect, test } from 'vitest'
import { withMysql } from '../../src/sql/mysql/reader.ts'
import type { DatabaseName } from '../../src/model/database.ts'
import type { Effect } from '../../src/model/schema/effect.ts'
import { SchemaReplay } from '../../src/model/schema/outcome.ts'
import { loadSqlReader } from '../../src/sql/load.ts'
import type { SqlTables } from '../../src/sql/statement.ts'

const reader = withMysql(await loadSqlReader())
const place = { path: 'a.ts', line: 1, column: 1, endLine: 1, endColumn: 1 }

/** Carries out statements one after the other: what the last one does, and what all of them leave. */
function run(statements: readonly string[], dialect: DatabaseName = 'mysql') {
  const schema = new SchemaReplay()
  const tables: SqlTables = {
    table(name) {
      const found = schema.tables.get(name)
      return found && { table: found.table, columns: [...found.columns.values()] }
    },
    index(name) {
      for (const { table, indexes } of schema.tables.values()) {
        const index = indexes.find((each) => each.name === name)
        if (index) return { table, index }
      }
      return undefined
    },
    constraint: (table, name) =>
      schema.tables.get(table.name!)?.constraints.find((each) => each.name === name),
  }
  let last: readonly Effect[] = []
  for (const text of statements) {
    const read = reader.read([{ text, place: () => place }], { dialect, app: 'a', migration: 'a.1', tables })
    last = read.flatMap(({ effects }) => effects)
    for (const effect of last) schema.apply(effect)
  }
  return { last, schema, table: schema.tables.get('pet') }
}

const pet = `CREATE TABLE IF NOT EXISTS \`pet\` (
  \`id\` int UNSIGNED NOT NULL AUTO_INCREMENT, -- counts
  \`name\` varchar(30) CHARACTER SET "utf8mb4" COLLATE 'utf8mb4_bin' NOT NULL COMMENT 'what it''s called; or not',
  \`kind\` enum ('cat', 'dog') NULL DEFAULT 'cat',
  \`madeAt\` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  owner int NULL,
  UNIQUE INDEX \`IDX_name\` (\`name\`(10) DESC), KEY IDX_kind (kind) USING BTREE,
  CONSTRAINT \`FK_owner\` FOREIGN KEY (\`owner\`) REFERENCES \`user\`(\`id\`) ON DELETE SET NULL ON UPDATE NO ACTION,
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='pets';;`

describe('CREATE TABLE', () => {
  test('with its columns', () => {
    const { table } = run([pet])
    expect([...table!.columns.values()]).toMatchObject([
      { name: 'id', typeSource: 'int unsigned', isNullable: false, default: { source: 'nextval(…)' } },
      { name: 'name', typeSource: 'varchar(30)', type: { name: 'varchar', length: 30 }, isNullable: false },
      { name: 'kind', typeSource: "enum('cat','dog')", isNullable: true, default: { source: "'cat'" } },
      {
        name: 'madeAt',
        typeSource: 'datetime(6)',
        default: { source: 'CURRENT_TIMESTAMP(6)' },
        onUpdate: 'CURRENT_TIMESTAMP(6)',
      },
      { name: 'owner', typeSource: 'int', type: { name: 'integer' }, isNullable: true },
    ])
  })

  test('with its keys and indexes', () => {
    const { table } = run([pet])
    expect(table?.indexes).toEqual([
      { name: 'IDX_name', columns: ['name'], isUnique: true },
      { name: 'IDX_kind', columns: ['kind'], isUnique: false },
    ])
    expect(table?.constraints).toMatchObject([
      { kind: 'foreign key', name: 'FK_owner', columns: ['owner'], references: 'user', onDelete: 'SET NULL' },
      { kind: 'primary key', columns: ['id'] },
    ])
  })

  test('that is there already makes no indexes either', () => {
    expect(run([pet, pet]).last).toMatchObject([{ kind: 'other' }])
  })
})

describe('ALTER TABLE', () => {
  test('MODIFY gives a column another definition, as one change', () => {
    const { last } = run([pet, 'ALTER TABLE `pet` MODIFY COLUMN `NAME` varchar(60) NULL AFTER `kind`'])
    expect(last).toMatchObject([
      {
        kind: 'alter column',
        before: { typeSource: 'varchar(30)', isNullable: false },
        after: { typeSource: 'varchar(60)', isNullable: true, default: { kind: 'none' } },
      },
    ])
  })

  test('CHANGE renames it too', () => {
    const { last, table } = run([pet, "alter table pet change `name` `title` text not null default ('x')"])
    expect(last.map(({ kind }) => kind)).toEqual(['rename column', 'alter column'])
    expect(table?.columns.get('title')).toMatchObject({ typeSource: 'text', isNullable: false })
    expect(table?.indexes[0]).toMatchObject({ columns: ['title'] })
  })

  test('ADD and DROP of several things', () => {
    const { last, table } = run([
      pet,
      `ALTER TABLE pet ADD age tinyint(1) NOT NULL DEFAULT -1 FIRST, ADD UNIQUE KEY u (age), ADD INDEX i (age, owner),
        DROP FOREIGN KEY FK_owner, DROP INDEX IDX_kind, DROP PRIMARY KEY, ADD PRIMARY KEY (age), DROP COLUMN kind`,
    ])
    expect(last.map(({ kind }) => kind)).toEqual([
      'add column',
      'create index',
      'create index',
      'drop constraint',
      'drop index',
      'drop constraint',
      'add constraint',
      'drop column',
    ])
    expect(table?.constraints).toMatchObject([{ kind: 'primary key', columns: ['age'] }])
    expect(table?.indexes.map(({ name }) => name)).toEqual(['IDX_name', 'u', 'i', 'FK_owner'])
  })

  test('an index is that of its table, and a unique column has one of its name', () => {
    const other = 'CREATE TABLE other (a int UNIQUE, KEY IDX_kind (a))'
    const { schema } = run([other, pet, 'DROP INDEX IDX_kind ON pet', 'DROP INDEX a ON other'])
    expect(schema.tables.get('pet')?.indexes.map(({ name }) => name)).toEqual(['IDX_name'])
    expect(schema.tables.get('other')?.indexes.map(({ name }) => name)).toEqual(['IDX_kind'])
    expect(schema.tables.get('other')?.constraints).toEqual([])
  })

  test('RENAME', () => {
    const { schema } = run([pet, 'ALTER TABLE pet RENAME COLUMN name TO title', 'RENAME TABLE pet TO animal'])
    expect([...schema.tables.keys()]).toEqual(['animal'])
    expect(schema.tables.get('animal')?.columns.has('title')).toBe(true)
  })
})

test('a parameter of a query is one', () => {
  expect(run([pet, 'SELECT * FROM pet WHERE name = ? AND id <= ?']).last).toEqual([])
  expect(run([pet, "SELECT '?' FROM pet"]).last).toEqual([])
})

test.each([
  'ALTER TABLE pet MODIFY name varchar(3) SOMETHING',
  'ALTER TABLE "pet" ADD a int',
  'ALTER TABLE pet MODIFY name varchar',
  "ALTER TABLE pet ADD a text DEFAULT ('it\\'s')",
  '/*!40101 ALTER TABLE pet ADD a int */',
  'ALTER TABLE pet CONVERT TO CHARACTER SET utf8mb4',
  'ALTER TABLE pet ADD a int, ALGORITHM=INPLACE',
  'CREATE TABLE twin LIKE pet',
  'CREATE TABLE twin (a int) PARTITION BY KEY (a) PARTITIONS 4',
  'RENAME TABLE pet TO other.pet',
  'ALTER TABLE pet MODIFY',
  'DROP INDEX `open ON pet',
])('%s is unresolved', (text) => {
  expect(run([pet, text]).last).toMatchObject([{ kind: 'unknown' }])
})

test('other databases are read as before', () => {
  expect(run(['ALTER TABLE pet MODIFY name text'], 'sqlite').last).toMatchObject([{ kind: 'unknown' }])
  expect(run(['ALTER TABLE pet MODIFY name text'], 'mariadb').last).toMatchObject([{ kind: 'alter column' }])
})
