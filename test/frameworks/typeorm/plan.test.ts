import { describe, expect, test } from 'vitest'
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

describe('code that asks for the database', () => {
  const up = `switch (queryRunner.connection.options.type) {
      case Kind.lite: return this.lite(queryRunner)
      case Kind.mysql: await queryRunner.query('CREATE TABLE my (id integer)'); break
      case Kind.postgres: await queryRunner.query('CREATE TABLE pg (id integer)'); break
      default: throw new Error()
    }`
  const asking = migration('First1700000001000', up)
    .replace(
      'export class',
      'enum Kind { lite = "better-sqlite3", mysql = "mysql", postgres = "postgres" }\n\nexport class',
    )
    .replace(
      '  public async up',
      "  async lite(runner) { await runner.query('CREATE TABLE lite (id integer)') }\n  public async up",
    )

  test.each<readonly [type: string | undefined, table: string]>([
    ['postgres', 'pg'],
    ['mysql', 'my'],
    ['better-sqlite3', 'lite'],
    [undefined, 'pg'],
  ])('%s', async (type, table) => {
    const { plan } = await projectOf({
      'src/data-source.ts': `export default { ${type ? `type: '${type}',` : ''} migrations: ['migrations/*.ts'] }`,
      'migrations/a.ts': asking,
    })
    expect(plan![0]!.steps.flatMap(({ effects }) => effects.map(short))).toEqual([`create table ${table}`])
  })
})
