import { describe, expect, test } from 'vitest'
import type { Drift } from '../../../src/model/drift.ts'
import { migration, projectOf, type Files } from './project.ts'

const first = `await queryRunner.query(\`CREATE TABLE "user" ("id" SERIAL NOT NULL, "name" character varying(20) NOT NULL, CONSTRAINT "PK_cace4a159ff9f2512dd42373760" PRIMARY KEY ("id"))\`)
await queryRunner.query(\`CREATE TABLE "post" ("id" uuid NOT NULL DEFAULT uuid_generate_v4(), "title" character varying, "authorId" integer, CONSTRAINT "PK_be5fda3aac270b134ff9c21cdee" PRIMARY KEY ("id"))\`)
await queryRunner.query(\`ALTER TABLE "post" ADD CONSTRAINT "FK_c6fb082a3114f35d0cc27c518e0" FOREIGN KEY ("authorId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE NO ACTION\`)`

const user = `@Entity()
export class User {
  @PrimaryGeneratedColumn() id: number
  @Column({ length: 20 }) name: string
}`
const post = (columns = '@Column({ nullable: true }) title: string', above = '') => `${above}
@Entity()
export class Post {
  @PrimaryGeneratedColumn('uuid') id: string
  ${columns}
  @ManyToOne(() => User, { onDelete: 'CASCADE' }) author: User
}`

async function driftOf(
  entities: string,
  { up = '', options = '', files = {} }: { up?: string; options?: string; files?: Files } = {},
): Promise<Drift> {
  const { drift } = await projectOf({
    'data-source.ts': `import { DataSource } from 'typeorm'
import * as entities from './entities'
export default new DataSource({ type: 'postgres', entities: Object.values(entities), migrations: ['migrations/*.ts'], ${options} })`,
    'entities.ts': entities.startsWith('import { EntitySchema')
      ? entities
      : `import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, Unique, UpdateDateColumn } from 'typeorm'\n${entities}`,
    'migrations/a.ts': migration('First1700000001000', `${first}\n${up}`),
    ...files,
  })
  return drift!
}

const messages = ({ differences }: Drift): readonly string[] => differences.map(({ message }) => message)

test('entities that the migrations add up to', async () => {
  expect(await driftOf(`${user}\n${post()}`)).toEqual({
    differences: [],
    undecided: [],
    models: { decided: 2, total: 2 },
    fields: { decided: 5, total: 5 },
  })
})

test('what entities have and no migration makes, and the other way round', async () => {
  const drift = await driftOf(
    `${user}\n${post('@Column() size: number')}\n@Entity('tags') export class Tag { @PrimaryGeneratedColumn() id: number }`,
  )
  expect(messages(drift)).toEqual([
    'In `Post`, the column `size` is in the entity, and in no migration',
    'In `Post`, the column `title` is left by the migrations, and not in the entity',
    'No migration makes the table `tags` of `Tag`',
  ])
  expect(drift.differences.map(({ operation, source }) => [operation, source])).toEqual([
    ['addColumn', 'ALTER TABLE "post" ADD "size" integer NOT NULL;'],
    ['dropColumn', 'ALTER TABLE "post" DROP COLUMN "title";'],
    ['createTable', 'CREATE TABLE "tags" ("id" SERIAL NOT NULL, PRIMARY KEY ("id"));'],
  ])
})

test('a column that is another one', async () => {
  const drift = await driftOf(`${user}\n${post("@Column({ length: 50, default: 'x' }) title: string")}`)
  expect(messages(drift)).toEqual([
    "In `Post`, the column `title` has the type `varchar(50)` in the entity and `varchar` in the migrations, and is `NOT NULL` in the entity and `NULL` in the migrations, and has the default `'x'` in the entity and no default in the migrations",
  ])
  expect(drift.differences[0]!.source.split('\n')).toEqual([
    'ALTER TABLE "post" ALTER COLUMN "title" TYPE character varying(50);',
    'ALTER TABLE "post" ALTER COLUMN "title" SET NOT NULL;',
    'ALTER TABLE "post" ALTER COLUMN "title" SET DEFAULT \'x\';',
  ])
})

test('indexes and constraints go by their names', async () => {
  const above = "@Index(['title'], { unique: true })\n@Unique('own', ['title', 'author'])"
  const up = 'await queryRunner.query(`CREATE UNIQUE INDEX "by_title" ON "post" ("title")`)'
  const drift = await driftOf(`${user}\n${post(undefined, above)}`, { up })
  expect(messages(drift)).toEqual([
    'In `Post`, the index `IDX_e28aa0c4114146bfb1567bfa9a` is called `by_title` in the migrations',
    'In `Post`, the unique constraint `own` is in the entity, and in no migration',
  ])
  // The one takes the place of the other.
  expect(drift.differences[0]!.source.split('\n')).toEqual([
    'DROP INDEX "by_title";',
    'CREATE UNIQUE INDEX "IDX_e28aa0c4114146bfb1567bfa9a" ON "post" ("title");',
  ])
})

test('what keeps a column unique is dropped by its own name', async () => {
  const up = 'await queryRunner.query(`ALTER TABLE "post" ADD CONSTRAINT "once" UNIQUE ("title")`)'
  const { differences } = await driftOf(`${user}\n${post()}`, { up })
  expect(differences.map(({ name, source }) => [name, source])).toEqual([
    ['title', 'ALTER TABLE "post" DROP CONSTRAINT "once";'],
  ])
})

test('the decorator next to the property is what counts', async () => {
  const up = 'await queryRunner.query(`ALTER TABLE "post" ADD "at" timestamp NOT NULL DEFAULT now()`)'
  const columns =
    "@Column({ nullable: true }) title: string\n@Column({ type: 'timestamp' }) @UpdateDateColumn() at: Date"
  expect(messages(await driftOf(`${user}\n${post(columns)}`, { up }))).toEqual([])
})

test('entities that are declared by objects', async () => {
  const entities = (length: number) => `import { EntitySchema } from 'typeorm'
export const User = new EntitySchema({
  name: 'User',
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: String, length: ${length} } },
})
export const Post = new EntitySchema({
  name: 'Post',
  tableName: 'post',
  columns: { id: { type: 'uuid', primary: true, generated: 'uuid' }, title: { type: 'varchar', nullable: true } },
  relations: { author: { type: 'many-to-one', target: 'User', onDelete: 'CASCADE' } },
  indices: [],
})`
  expect(await driftOf(entities(20))).toMatchObject({
    differences: [],
    undecided: [],
    models: { decided: 2 },
  })
  expect(messages(await driftOf(entities(30)))).toEqual([
    'In `User`, the column `name` has the type `varchar(30)` in the entity and `varchar(20)` in the migrations',
  ])
})

test('SQLite', async () => {
  const { drift } = await projectOf({
    'data-source.ts': `import { DataSource } from 'typeorm'
import { User } from './entities'
export default new DataSource({ type: 'sqlite', entities: [User], migrations: ['migrations/*.ts'] })`,
    'entities.ts': `import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity()
export class User {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column({ default: true }) isOpen: boolean
  @Column({ nullable: true }) age: number
  @CreateDateColumn() at: Date
}`,
    'migrations/a.ts': migration(
      'First1700000001000',
      `await queryRunner.query(\`PRAGMA foreign_keys=OFF\`)
await queryRunner.query(\`CREATE TABLE user ("id" varchar PRIMARY KEY NOT NULL, "isOpen" boolean NOT NULL DEFAULT (1), "at" datetime NOT NULL DEFAULT (datetime('now')))\`)
await queryRunner.query(\`ALTER TABLE user ADD COLUMN age varchar\`)`,
    ),
  })
  expect(messages(drift!)).toEqual([
    'In `User`, the column `age` has the type `integer` in the entity and `varchar` in the migrations',
  ])
  // SQLite changes no column in place.
  expect(drift!.differences[0]!.source).toBe('')
})

test('an index that is not synchronized is left alone', async () => {
  const above = "@Index('by_title', ['title'], { synchronize: false })"
  const up = 'await queryRunner.query(`CREATE INDEX "by_title" ON "post" (lower("title"), "title")`)'
  expect(messages(await driftOf(`${user}\n${post(undefined, above)}`))).toEqual([])
  for (const made of [up, up.replace('lower("title"), ', '')])
    expect(messages(await driftOf(`${user}\n${post(undefined, above)}`, { up: made }))).toEqual([])
})

test('the schema of the data source is that of its tables', async () => {
  const entities = `${user}\n${post()}`
  const inApp = first.replaceAll(/(TABLE|REFERENCES) "/g, '$1 "app"."')
  const files = { 'migrations/a.ts': migration('First1700000001000', inApp) }
  const drift = await driftOf(entities, { options: "schema: 'app'", files })
  expect(messages(drift)).toEqual([])
  expect(drift.models.decided).toBe(2)
  // Where the schema is said by code that runs, or by the search path, it may be any.
  const unknown = await driftOf(entities, { options: 'schema: process.env.SCHEMA', files })
  expect(messages(unknown)).toEqual([])
  expect(unknown.models.decided).toBe(0)
})

test('an index that is dropped by a name that none has leaves the others as they are', async () => {
  const drop = (name: string) => `await queryRunner.query(\`DROP INDEX IF EXISTS "${name}"\`)`
  const entities = `${user}\n${post()}`
  expect((await driftOf(entities, { up: drop('UQ_Post') })).models.decided).toBe(2)
  // PostgreSQL may have called one so.
  const doubted = await driftOf(entities, { up: drop('post_title_key') })
  expect(doubted.models.decided).toBe(0)
  expect(doubted.undecided.map(({ place }) => place.path)).toEqual(['migrations/a.ts', 'migrations/a.ts'])
})

describe('what is not known is not compared', () => {
  test('a base class of a package', async () => {
    const files = { 'base.ts': "export { Base } from 'some-package'" }
    const entities = `import { Base } from './base'\n${user}\n${post('').replace('class Post', 'class Post extends Base')}`
    const drift = await driftOf(entities, { files })
    // What `Base` brings may be the title.
    expect(messages(drift)).toEqual([])
    expect(drift.undecided.map(({ what, cause }) => `${what}: ${cause}`)).toEqual([
      'Post: what `Post` extends is not known',
    ])
    expect(drift.models).toEqual({ decided: 1, total: 2 })
  })

  test('an option that is worked out when it runs', async () => {
    const drift = await driftOf(
      `${user}\n${post('@Column({ nullable: process.env.X === "1" }) title: string')}`,
    )
    expect(messages(drift)).toEqual([])
    expect(drift.undecided.map(({ what, cause }) => `${what}: ${cause}`)).toEqual([
      'Post.title: an option of it is not known',
    ])
  })

  test('a naming strategy of the project', async () => {
    const drift = await driftOf(`${user}\n${post('@Column() x: string')}`, {
      options: 'namingStrategy: make()',
    })
    expect(messages(drift)).toEqual([])
    expect(drift.models).toEqual({ decided: 0, total: 2 })
  })

  test('a statement that may do anything', async () => {
    const up = 'await queryRunner.query(process.env.SQL)'
    const drift = await driftOf(`${user}\n${post('@Column() x: string')}`, { up })
    expect(messages(drift)).toEqual([])
    expect(drift.models).toEqual({ decided: 0, total: 2 })
  })

  test('a statement that may not run', async () => {
    const up = `const rows = await queryRunner.query('SELECT 1 FROM information_schema.columns')
if (rows.length === 0) await queryRunner.query('ALTER TABLE "post" ADD COLUMN "extra" text')`
    const drift = await driftOf(`${user}\n${post()}`, { up })
    expect(messages(drift)).toEqual([])
    expect(drift.undecided.map(({ what, cause }) => `${what}: ${cause}`)).toEqual([
      'Post: whether all statements of the migrations on its table run is not known',
    ])
  })

  test('a table that may be older than the migrations', async () => {
    const up = `await queryRunner.query('ALTER TABLE "old" ADD "extra" text')`
    const drift = await driftOf(
      `${user}\n${post()}\n@Entity() export class Tag { @PrimaryGeneratedColumn() id: number }`,
      { up },
    )
    expect(messages(drift)).toEqual([])
    expect(drift.undecided.map(({ what, cause }) => `${what}: ${cause}`)).toEqual([
      'Tag: its table may be older than the migrations, which change tables that none of them makes',
    ])
  })

  test('but for values in statements on rows', async () => {
    const up =
      'await queryRunner.query(`UPDATE "post" SET "title" = \'${process.env.TITLE}\' WHERE "id" = \'${process.env.ID}\';`)'
    expect((await driftOf(`${user}\n${post()}`, { up })).models).toEqual({ decided: 2, total: 2 })
    const own = 'await queryRunner.query(`INSERT OR REPLACE INTO "post" ("title") VALUES (1)`)'
    expect((await driftOf(`${user}\n${post()}`, { up: own })).models).toEqual({ decided: 2, total: 2 })
    const two =
      'await queryRunner.query(`UPDATE "post" SET "title" = \'${process.env.TITLE}\'; ${process.env.MORE}`)'
    expect((await driftOf(`${user}\n${post()}`, { up: two })).models).toEqual({ decided: 0, total: 2 })
  })
})
