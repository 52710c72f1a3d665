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
    'await queryRunner.manager.query(`ALTER TABLE "user" ADD "age" integer`)',
    ['add column user age integer'],
  ],
  ['await queryRunner.connection.query(`DROP TABLE "user"`)', ['drop table user']],
  ['await queryRunner.manager.update("user", {}, { a: 1 })', ['? what `manager.update()` does is not known']],
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
  ['const { query } = queryRunner; await query(`DROP TABLE "user"`)', ['drop table user']],
  [
    'const { make: { table } } = queryRunner; await table("user")',
    ['? what `make.table()` does is not known'],
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

test('what is not known is asked for one database', async () => {
  const up = `let sql
    switch (queryRunner.connection.options.type) {
      case 'mysql': sql = 'SELECT 1'; break
      default: sql = 'SELECT 2'
    }
    await queryRunner.query(sql)`
  const { migrations } = await projectOf({ 'migrations/a.ts': migration('First1700000001000', up) })
  expect([...migrations.values()].map(({ unresolved }) => unresolved)).toEqual([[]])
})

describe('a table that is made anew is changed', () => {
  const sqlite = {
    'src/data-source.ts': `export default { type: 'sqlite', migrations: ['migrations/*.ts'] }`,
    'migrations/a.ts': migration(
      'First1700000001000',
      `await queryRunner.query('CREATE TABLE "pet" ("id" integer PRIMARY KEY NOT NULL, "name" varchar NOT NULL, "kind" varchar)')
      await queryRunner.query('CREATE INDEX "IDX_name" ON "pet" ("name")')`,
    ),
  }
  const effects = async (...statements: readonly string[]): Promise<readonly string[]> => {
    const up = statements
      .map((sql) => `await queryRunner.query(${sql.includes('${') ? `\`${sql}\`` : JSON.stringify(sql)})`)
      .join('\n')
    const { plan } = await projectOf({ ...sqlite, 'migrations/b.ts': migration('Second1700000002000', up) })
    return plan![1]!.steps.flatMap((step) => step.effects.map(short))
  }
  const rest = ['DROP TABLE "pet"', 'ALTER TABLE "temporary_pet" RENAME TO "pet"']

  test('with a column more, and another one less', async () => {
    expect(
      await effects(
        'DROP INDEX "IDX_name"',
        'CREATE TABLE "temporary_pet" ("id" integer PRIMARY KEY NOT NULL, "name" varchar NOT NULL, "age" integer)',
        'INSERT INTO "temporary_pet"("id", "name") SELECT "id", "name" FROM "pet"',
        ...rest,
        'CREATE INDEX "IDX_name" ON "pet" ("name")',
      ),
    ).toEqual([
      'drop index pet',
      'drop column pet kind varchar',
      'add column pet age integer',
      'create index pet',
    ])
  })

  test('with other columns', async () => {
    expect(
      await effects(
        'CREATE TABLE "temporary_pet" ("id" integer PRIMARY KEY NOT NULL, "title" varchar NOT NULL, "kind" text NOT NULL, "old" varchar NOT NULL)',
        `INSERT INTO "temporary_pet"("id", "title", "kind", "old") SELECT "id", "name", "kind", COALESCE("kind", 'a, b') FROM "pet"`,
        ...rest,
      ),
    ).toEqual([
      'drop index pet',
      'rename column pet title varchar NOT NULL',
      'alter column pet kind text NOT NULL',
      // Every row gets a value of its own, as of a column that is worked out from others.
      'add column pet old varchar NOT NULL',
      'alter column pet old varchar NOT NULL',
    ])
  })

  test('with nothing new, the old one out of the way first, and then once more', async () => {
    const again = '("id" integer PRIMARY KEY NOT NULL, "name" varchar NOT NULL, "kind" varchar)'
    expect(
      await effects(
        'ALTER TABLE "pet" RENAME TO "temporary_pet"',
        `CREATE TABLE "pet" ${again}`,
        'INSERT INTO "pet" SELECT * FROM "temporary_pet"',
        'DROP TABLE "temporary_pet"',
        `CREATE TABLE "temporary_pet" ${again}`,
        'INSERT INTO "temporary_pet"("id", "name", "kind") SELECT "id", "name", "kind" FROM "pet"',
        ...rest,
        'ALTER TABLE "pet" DROP COLUMN "kind"',
      ),
    ).toEqual(['drop index pet', 'drop column pet kind varchar'])
  })

  test('names are the same in whatever case, and a column may be worked out from itself', async () => {
    expect(
      await effects(
        'CREATE TABLE "temporary_pet" ("ID" integer PRIMARY KEY NOT NULL, "name" varchar NOT NULL, "kind" varchar NOT NULL UNIQUE)',
        `INSERT OR IGNORE INTO "temporary_pet"("ID", "name", "kind") SELECT "Id", "kind", COALESCE("kind", '') FROM "pet"`,
        ...rest,
      ),
    ).toEqual([
      'drop index pet',
      'alter column pet ID integer NOT NULL',
      'alter column pet name varchar NOT NULL',
      'alter column pet kind varchar NOT NULL',
    ])
  })

  test('also where what it was made as cannot be read', async () => {
    const made = await effects(
      'CREATE TABLE "temporary_pet" ("id" integer PRIMARY KEY NOT NULL, NONSENSE)',
      'INSERT INTO "temporary_pet"("id") SELECT "id" FROM "pet"',
      ...rest,
    )
    expect(made.join()).not.toContain('drop table')
  })

  test('with keys that are counted on', async () => {
    expect(
      await effects(
        `CREATE TABLE "temporary_pet" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar NOT NULL, "kind" varchar DEFAULT ('AUTOINCREMENT'))`,
        'INSERT INTO "temporary_pet"("id", "name", "kind") SELECT "id", "name", "kind" FROM "pet"',
        ...rest,
      ),
    ).toEqual(['drop index pet', 'alter column pet kind varchar'])
  })

  test('also by code that asks for the rows of the old one, but not where nobody asks', async () => {
    const made = `CREATE TABLE "pet" ("id" integer PRIMARY KEY NOT NULL, "name" varchar NOT NULL)`
    const aside = ['ALTER TABLE "pet" RENAME TO "temp_pet"', made]
    for (const asked of ['SELECT * FROM "temp_pet"', `SELECT '\${owner}' FROM "temp_pet"`])
      expect(await effects(...aside, asked, 'DROP TABLE "temp_pet"')).not.toContain('drop table temp_pet')
    expect(
      await effects(...aside, 'DELETE FROM "temp_pet" WHERE "name" = \'\'', 'DROP TABLE "temp_pet"'),
    ).toContain('drop table temp_pet')
  })

  test('not where only some of its rows are copied', async () => {
    expect(
      await effects(
        'CREATE TABLE "temporary_pet" ("id" integer PRIMARY KEY NOT NULL, "name" varchar NOT NULL)',
        'INSERT INTO "temporary_pet"("id", "name") SELECT "id", "name" FROM "pet" WHERE "kind" IS NULL',
        ...rest,
      ),
    ).toContain('drop table pet')
  })
})

test('a key of SQLite that counts is read, and an entity says the same of it', async () => {
  const { plan, drift } = await projectOf({
    'src/data-source.ts': `import { DataSource } from 'typeorm'
import { Pet } from './pet'
export default new DataSource({ type: 'sqlite', entities: [Pet], migrations: ['migrations/*.ts'] })`,
    'src/pet.ts': `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class Pet { @PrimaryGeneratedColumn() id: number; @Column() name: string }`,
    'migrations/a.ts': migration(
      'First1700000001000',
      `await queryRunner.query('CREATE TABLE "pet" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar NOT NULL)')`,
    ),
  })
  expect(plan![0]!.steps.flatMap(({ effects }) => effects.map(short))).toEqual(['create table pet'])
  expect(drift).toMatchObject({ differences: [], undecided: [] })
})
