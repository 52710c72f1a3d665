import { expect, test } from 'vitest'
import type { Effect } from '../../../src/model/schema/effect.ts'
import { migration, projectOf } from './project.ts'

const postgres = {
  'src/data-source.ts': `import { DataSource } from 'typeorm'
export default new DataSource({ type: 'postgres', migrations: ['migrations/*.ts'] })`,
}
const start = `await queryRunner.query(\`CREATE TABLE "user" ("id" serial PRIMARY KEY, "name" varchar(10))\`)`

/** What the second of two migrations does, in short. */
async function effectsOf(up: string): Promise<readonly string[]> {
  const { plan } = await projectOf({
    ...postgres,
    'migrations/a.ts': migration('First1700000001000', start),
    'migrations/b.ts': migration('Second1700000002000', up),
  })
  return plan![1]!.steps.flatMap(({ effects }) => effects.map(short))
}

function short(effect: Effect): string {
  const { kind } = effect
  if (kind === 'unknown') return `? ${effect.cause}`
  if (kind === 'data') return `data ${effect.step.writes.map(({ columns }) => columns).join()}`
  if (kind === 'other') return `other ${effect.what}`
  if (kind === 'rename table') return `${kind} ${effect.before.label} ${effect.after.label}`
  const column = 'column' in effect ? effect.column : 'after' in effect ? effect.after : undefined
  const null_ = column
    ? ` ${column.field} ${column.typeSource}${column.isNullable === false ? ' NOT NULL' : ''}`
    : ''
  return `${kind} ${effect.table.label}${null_}`
}

test.each<readonly [up: string, effects: readonly string[]]>([
  [
    'await queryRunner.query(`ALTER TABLE "user" ADD "age" integer NOT NULL`)',
    ['add column user age integer NOT NULL'],
  ],
  [
    'await queryRunner.manager.query("UPDATE user_ SET a = 1")',
    ['? what `manager.query()` does is not known'],
  ],
  ['const t = "user"; await queryRunner.query(`UPDATE "${t}" SET "name" = $1`, ["x"])', ['data name']],
  [
    'await queryRunner.query(`ALTER TABLE "${process.env.T}" ADD "a" text`)',
    ['? the SQL is not known (a part of the text is not known)'],
  ],
  [
    'await queryRunner.addColumn("user", new TableColumn({ name: "age", type: "int", isNullable: true }))',
    ['add column user age integer'],
  ],
  [
    'await queryRunner.createTable(new Table({ name: "pet", columns: [{ name: "id", type: "uuid", isPrimary: true }] }), true)',
    ['create table pet'],
  ],
  ['await queryRunner.dropColumn("user", "name")', ['drop column user name varchar(10)']],
  ['await queryRunner.renameTable("user", "person")', ['rename table user person']],
  // The query runner drops a column whose type changes, and adds another one.
  [
    'await queryRunner.changeColumn("user", "name", new TableColumn({ name: "name", type: "varchar", length: "20", isNullable: true }))',
    ['drop column user name varchar(10)', 'add column user name varchar(20)'],
  ],
  [
    'await queryRunner.changeColumn("user", "name", new TableColumn({ name: "name", type: "varchar", length: "10" }))',
    ['alter column user name varchar(10) NOT NULL'],
  ],
  // What the database holds by then is known.
  [
    'if (await queryRunner.hasColumn("user", "name")) await queryRunner.dropColumn("user", "name")',
    ['drop column user name varchar(10)'],
  ],
  [
    'if (!(await queryRunner.hasColumn("user", "name"))) await queryRunner.query(`ALTER TABLE "user" ADD "name" text`)',
    [],
  ],
  [
    'if (!(await queryRunner.hasTable("pet"))) await queryRunner.query(`CREATE TABLE "pet" ("id" integer)`)',
    ['create table pet'],
  ],
  [
    'for (const name of ["a", "b"]) await queryRunner.query(`ALTER TABLE "user" ADD "${name}" text`)',
    ['add column user a text', 'add column user b text'],
  ],
  ['helper(queryRunner)', ['? the query runner is handed to code that is not followed']],
])('%s', async (up, effects) => {
  expect(await effectsOf(up)).toEqual(effects)
})

test('a migration runs in a transaction unless it says no', async () => {
  const { plan } = await projectOf({
    ...postgres,
    'migrations/a.ts': migration('First1700000001000', start),
    'migrations/b.ts': migration('Second1700000002000', 'await queryRunner.query("SELECT 1")').replace(
      '  public async up',
      '  transaction = false as const\n\n  public async up',
    ),
    'migrations/c.ts': migration('Third1700000003000', 'await queryRunner.commitTransaction()'),
  })
  expect(plan!.map(({ isAtomic }) => isAtomic)).toEqual([true, false, undefined])
})
