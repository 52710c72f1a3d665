import { expect, test } from 'vitest'
import { compareMigrations } from '../../../src/frameworks/typeorm/compare.ts'
import { migration, projectOf } from './project.ts'

const up = 'await queryRunner.query(`ALTER TABLE "user" ADD "age" integer`)'
const down = 'await queryRunner.query(`ALTER TABLE "user" DROP COLUMN "age"`)'

async function gradeOf(before: string, after: string): Promise<readonly [string, string] | undefined> {
  const [old, now] = await Promise.all(
    [before, after].map(async (text) => {
      const project = await projectOf({ 'migrations/1700000001000-A.ts': text })
      return project.migrations.get('migrations.A1700000001000')!
    }),
  )
  const edit = compareMigrations(old!, now!)
  return edit && [edit.grade, edit.parts[0]!.message]
}

const usual = migration('A1700000001000', up, down)

test.each<readonly [what: string, after: string, grade: string]>([
  [
    'formatting, quotes and comments',
    usual.replaceAll("'", '"').replaceAll('  ', '\t').replace('import', '// why\nimport'),
    'text',
  ],
  ['types', usual.replaceAll(': Promise<void>', '').replace('public ', ''), 'text'],
  [
    'a constant for a text',
    usual
      .replace(/`ALTER TABLE "user" ADD[^`]*`/, 'sql')
      .replace('export class', 'const sql = \'ALTER TABLE "user" ADD "age" integer\'\n\nexport class'),
    'text',
  ],
  ['white space in SQL', usual.replace('ADD "age"', 'ADD\n      "age"'), 'text'],
  ['another type', usual.replace('integer', 'bigint'), 'schema'],
  [
    'one more statement',
    migration('A1700000001000', `${up}\n    await queryRunner.query('UPDATE "user" SET "age" = 1')`, down),
    'code',
  ],
  ['what takes it back', migration('A1700000001000', up, ''), 'state'],
  ['SQL that is not known', usual.replace('integer', '${process.env.TYPE}'), 'unresolved'],
])('%s', async (_, after, grade) => {
  expect((await gradeOf(usual, after))?.[0]).toBe(grade)
})

test('says what became what', async () => {
  expect(await gradeOf(usual, usual.replace('integer', 'bigint'))).toEqual([
    'schema',
    '`ALTER TABLE "user" ADD "age" bigint` instead of `ALTER TABLE "user" ADD "age" integer`',
  ])
})

test.each<readonly [what: string, before: string, after: string, message: string]>([
  [
    'from where long texts differ on',
    'CREATE TABLE IF NOT EXISTS "user" ("id" integer NOT NULL, "name" varchar(10) NOT NULL)',
    'CREATE TABLE IF NOT EXISTS "user" ("id" integer NOT NULL, "name" varchar(20) NOT NULL)',
    '`…"name" varchar(20) NOT NULL)` instead of `…"name" varchar(10) NOT NULL)`',
  ],
  [
    'what it is given',
    'UPDATE "user" SET "age" = $1`, [`1',
    'UPDATE "user" SET "age" = $1`, [`2',
    '`UPDATE "user" SET "age" = $1` is given something else',
  ],
])('says %s', async (_, before, after, message) => {
  const written = (sql: string) =>
    migration('A1700000001000', `await queryRunner.query(\`${sql}\`${sql.includes('[') ? ']' : ''})`, down)
  expect((await gradeOf(written(before), written(after)))?.[1]).toBe(message)
})

test('rows that other code makes may be others', async () => {
  const written = (name: string) =>
    migration(
      'A1700000001000',
      `const row = makeRow()
    row.name = '${name}'
    await queryRunner.manager.save(row)`,
      down,
    ).replace('export class', "import { makeRow } from 'rows'\n\nexport class")
  expect((await gradeOf(written('a'), written('b')))?.[0]).toBe('unresolved')
  expect((await gradeOf(written('a'), written('a').replace('row.name', ' row . name ')))?.[0]).toBe('text')
})

test('says that a condition came about', async () => {
  const after = usual.replace(up, `if (!(await queryRunner.hasColumn("user", "age"))) ${up}`)
  expect((await gradeOf(usual, after))?.[1]).toBe(
    '`ALTER TABLE "user" ADD "age" integer` hangs on something else',
  )
})

test('the data source by its other name is the same', async () => {
  const asking = (name: string) =>
    usual.replace(up, `if (queryRunner.${name}.options.type === 'postgres') ${up}`)
  expect((await gradeOf(asking('connection'), asking('dataSource')))?.[0]).toBe('text')
})

test('says nothing of the same bytes', async () => {
  expect(await gradeOf(usual, usual)).toBeUndefined()
})
