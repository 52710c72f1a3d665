import { expect, test } from 'vitest'
import { SchemaReplay } from '../../src/model/schema/outcome.ts'
import { readSql } from './sql.ts'

/** What a new database holds after statements of which each sees what those before it left. */
function replayed(...statements: readonly string[]): SchemaReplay {
  const schema = new SchemaReplay()
  for (const effect of readSql(statements.join(';')).flatMap(({ effects }) => effects)) schema.apply(effect)
  return schema
}

const made = `CREATE TABLE pet (id serial PRIMARY KEY, name text UNIQUE, owner integer,
  CONSTRAINT fk FOREIGN KEY (owner) REFERENCES person (id) ON DELETE CASCADE ON UPDATE SET NULL, CHECK (id > 0))`

test('a new table has the constraints that are written in it', () => {
  expect(replayed(made).tables.get('pet')?.constraints).toEqual([
    { kind: 'primary key', name: undefined, columns: ['id'] },
    { kind: 'unique', name: undefined, columns: ['name'] },
    {
      kind: 'foreign key',
      name: 'fk',
      columns: ['owner'],
      references: 'person',
      referencedColumns: ['id'],
      onDelete: 'CASCADE',
      onUpdate: 'SET NULL',
    },
    { kind: 'check', name: undefined, columns: ['id'] },
  ])
})

test('indexes and constraints keep what they are over under another name', () => {
  const { tables } = replayed(
    made,
    'CREATE INDEX a ON pet (owner)',
    'ALTER INDEX a RENAME TO b',
    'ALTER TABLE pet RENAME CONSTRAINT fk TO fk_owner',
  )
  expect(tables.get('pet')?.indexes).toMatchObject([{ name: 'b', columns: ['owner'] }])
  expect(tables.get('pet')?.constraints[2]).toMatchObject({ name: 'fk_owner', columns: ['owner'] })
})

test('foreign keys lead to what a table and its column are called now', () => {
  const { tables } = replayed(
    'CREATE TABLE person (id integer UNIQUE)',
    made,
    'ALTER TABLE person RENAME TO human',
    'ALTER TABLE human RENAME id TO number',
  )
  expect(tables.get('pet')?.constraints[2]).toMatchObject({
    references: 'human',
    referencedColumns: ['number'],
  })
})

test('lists of values are followed', () => {
  const { valueTypes } = replayed(
    `CREATE TYPE "public"."size" AS ENUM('s', 'l')`,
    `ALTER TYPE "public"."size" ADD VALUE 'm' BEFORE 'l'`,
    `ALTER TYPE size ADD VALUE IF NOT EXISTS 'm'`,
    `ALTER TYPE size ADD VALUE 'xl'`,
    `ALTER TYPE size RENAME VALUE 's' TO 'small'`,
    `ALTER TYPE size RENAME TO old_size`,
    `CREATE TYPE size AS ENUM('x')`,
    `CREATE TYPE gone AS ENUM('x')`,
    `DROP TYPE gone`,
  )
  expect([...valueTypes]).toEqual([
    ['old_size', ['small', 'm', 'l', 'xl']],
    ['size', ['x']],
  ])
})

test('what is dropped with CASCADE takes along what hangs on it', () => {
  const { tables, causes } = replayed(
    `CREATE TYPE size AS ENUM ('s', 'l')`,
    'CREATE TABLE person (id integer UNIQUE, size size, sizes size[], name text)',
    made,
    'DROP TYPE IF EXISTS size CASCADE',
    'DROP TABLE person CASCADE',
  )
  expect(tables.get('pet')?.constraints.map(({ kind }) => kind)).not.toContain('foreign key')
  expect([...causes]).toEqual([])
  const typed = replayed('CREATE TABLE person (size size, sizes size[], name text)', 'DROP TYPE size CASCADE')
  expect([...typed.tables.get('person')!.columns.keys()]).toEqual(['name'])
})
