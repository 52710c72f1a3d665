import { expect, test } from 'vitest'
import { migration, projectOf } from './project.ts'

const source = (type: string) => `import { DataSource } from 'typeorm'
export default new DataSource({ type: '${type}', migrations: ['migrations/*.ts'] })`

const run = (...statements: readonly string[]): string =>
  statements.map((sql) => `await queryRunner.query(\`${sql}\`)`).join('\n')

const start = run(
  `CREATE TYPE "kind" AS ENUM ('a', 'b')`,
  `CREATE TABLE "owner" ("id" serial PRIMARY KEY)`,
  `CREATE TABLE "pet" ("id" integer, "name" varchar(10) NOT NULL, "age" integer DEFAULT 3, "owner" integer, "sort" "kind", CONSTRAINT "PK_pet" PRIMARY KEY ("id"), CONSTRAINT "UQ_name" UNIQUE ("name"))`,
  `ALTER TABLE "pet" ADD CONSTRAINT "FK_owner" FOREIGN KEY ("owner") REFERENCES "owner" ("id")`,
  `CREATE INDEX "IDX_age" ON "pet" ("age")`,
  `CREATE INDEX "IDX_expression" ON "pet" (lower("name"))`,
)

/** What undoing the last of two migrations leaves otherwise, in short; undefined where it is not known. */
async function leftAfter(up: string, down: string, before = start, type = 'postgres') {
  const { plan } = await projectOf({
    'src/data-source.ts': source(type),
    'migrations/a.ts': migration('First1700000001000', before),
    'migrations/b.ts': migration('Second1700000002000', up, down),
  })
  return (plan![1]!.wayBack!.differences ?? []).map(
    ({ kind, what, values, at }) => `${at?.line} ${kind}: ${what}${values ? ` ${values.join(' / ')}` : ''}`,
  )
}

test.each<readonly [what: string, up: string, down: string, left: readonly string[]]>([
  [
    'a table and a column that stay',
    run('CREATE TABLE "toy" ("id" integer)', 'ALTER TABLE "pet" ADD "toy" integer'),
    'await queryRunner.query("SELECT 1")',
    ['6 left over: the column of `pet.toy`', '5 left over: the table of `toy`'],
  ],
  [
    'a table that does not come back',
    run('DROP TABLE "pet"'),
    run('CREATE TABLE "pets" ("id" integer)'),
    ['5 missing: the table of `pet`', '9 left over: the table of `pets`'],
  ],
  [
    'another type, another default, NULL',
    run('ALTER TABLE "pet" ALTER "name" TYPE text, ALTER "age" SET DEFAULT 4, ALTER "owner" SET NOT NULL'),
    run('ALTER TABLE "pet" ALTER "name" TYPE varchar(9), ALTER "age" DROP DEFAULT'),
    [
      '5 other: the column of `pet.name` varchar(9) / varchar(10)',
      '5 other: the column of `pet.age` no DEFAULT / DEFAULT 3',
      '5 other: the column of `pet.owner` NOT NULL / NULL',
    ],
  ],
  [
    'an index and constraints that do not come back',
    run(
      'DROP INDEX "IDX_age"',
      'ALTER TABLE "pet" DROP CONSTRAINT "UQ_name"',
      'ALTER TABLE "pet" DROP CONSTRAINT "FK_owner"',
    ),
    run('CREATE UNIQUE INDEX "IDX_age" ON "pet" ("age")'),
    [
      '5 missing: the index `IDX_age` over `age` of `pet`',
      '5 left over: the unique index `IDX_age` over `age` of `pet`',
      '6 missing: the unique constraint `UQ_name` over `name` of `pet`',
      '7 missing: the foreign key constraint `FK_owner` over `owner` of `pet`',
    ],
  ],
  [
    'a list of values',
    run(`CREATE TYPE "size" AS ENUM ('s')`, 'ALTER TABLE "pet" ADD "size" "size"'),
    run('ALTER TABLE "pet" DROP COLUMN "size"'),
    ['5 left over: the type `size`'],
  ],
])('%s', async (_what, up, down, left) => {
  expect(await leftAfter(up, down)).toEqual(left)
})

test.each<readonly [why: string, up: string, down: string]>([
  [
    'everything comes back',
    run('ALTER TABLE "pet" RENAME TO "animal"', 'ALTER TABLE "animal" RENAME COLUMN "age" TO "years"'),
    run('ALTER TABLE "animal" RENAME COLUMN "years" TO "age"', 'ALTER TABLE "animal" RENAME TO "pet"'),
  ],
  [
    'rows that have no value cannot be NOT NULL',
    run(
      'ALTER TABLE "pet" DROP CONSTRAINT "UQ_name"',
      'DROP INDEX "IDX_expression"',
      'ALTER TABLE "pet" DROP COLUMN "name"',
    ),
    run('ALTER TABLE "pet" ADD "name" varchar(10)', 'ALTER TABLE "pet" ADD UNIQUE ("name")'),
  ],
  [
    'a default stands for the values that are lost',
    run('ALTER TABLE "pet" DROP COLUMN "name"'),
    run(
      `ALTER TABLE "pet" ADD "name" varchar(10) NOT NULL DEFAULT ''`,
      'CREATE UNIQUE INDEX "x" ON "pet" ("name")',
    ),
  ],
  [
    'a column of a primary key is NOT NULL anyway',
    run('ALTER TABLE "pet" DROP CONSTRAINT "PK_pet"', 'ALTER TABLE "pet" DROP COLUMN "id"'),
    run('ALTER TABLE "pet" ADD "id" integer NOT NULL', 'ALTER TABLE "pet" ADD PRIMARY KEY ("id")'),
  ],
  [
    'one default, written otherwise',
    run('ALTER TABLE "pet" ALTER "age" DROP DEFAULT', 'ALTER TABLE "owner" ALTER "id" DROP DEFAULT'),
    run(
      `ALTER TABLE "pet" ALTER "age" SET DEFAULT '3'`,
      `ALTER TABLE "owner" ALTER "id" SET DEFAULT nextval('owner_id_seq')`,
    ),
  ],
  [
    'a name in other letters',
    run('ALTER TABLE "pet" DROP COLUMN "owner"', 'DROP TABLE "owner"'),
    run('ALTER TABLE "pet" ADD "Owner" integer', 'CREATE TABLE "Owner" ("id" serial PRIMARY KEY)'),
  ],
  [
    'a default that is not written out',
    run('ALTER TABLE "pet" ALTER "age" DROP DEFAULT'),
    run('ALTER TABLE "pet" ALTER "age" SET DEFAULT 1 + 2'),
  ],
  [
    'the database gives names itself',
    run('CREATE INDEX ON "pet" ("owner")', 'ALTER TABLE "owner" ADD "pet" integer UNIQUE'),
    run(
      'DROP INDEX "pet_owner_idx"',
      'ALTER TABLE "owner" DROP CONSTRAINT "owner_pet_key"',
      'ALTER TABLE "owner" DROP COLUMN "pet"',
    ),
  ],
  [
    'an index goes with a column of its condition',
    run(
      'ALTER TABLE "pet" ADD "gone" boolean',
      'CREATE INDEX "a" ON "pet" ("age") WHERE "gone"',
      'CREATE INDEX "b" ON "pet" (abs("age"))',
    ),
    run('ALTER TABLE "pet" DROP COLUMN "gone"'),
  ],
  [
    'an index goes with a column that it includes',
    run('ALTER TABLE "pet" ADD "gone" boolean', 'CREATE INDEX "a" ON "pet" ("age") INCLUDE ("gone")'),
    run('ALTER TABLE "pet" DROP COLUMN "gone"'),
  ],
  [
    'an index that is there already is not made once more',
    run('CREATE INDEX IF NOT EXISTS "IDX_age" ON "pet" ("age")'),
    run('DROP INDEX "IDX_age"', 'CREATE INDEX "IDX_age" ON "pet" ("age")'),
  ],
  [
    'a foreign key goes with the table that it leads to',
    run(
      'CREATE TABLE "toy" ("id" integer PRIMARY KEY)',
      'ALTER TABLE "pet" ADD CONSTRAINT "FK_toy" FOREIGN KEY ("age") REFERENCES "toy" ("id")',
    ),
    run('DROP TABLE "toy" CASCADE'),
  ],
  [
    'a statement that is not known',
    run('CREATE TABLE "toy" ("id" integer)'),
    'await queryRunner.query(process.env.SQL)',
  ],
  ['code that is not followed', run('CREATE TABLE "toy" ("id" integer)'), 'await clean(queryRunner)'],
  [
    'a statement that may not run',
    run('CREATE TABLE "toy" ("id" integer)'),
    `if (process.env.ALL) { ${run('DROP TABLE "toy"')} }`,
  ],
  [
    'a block that may not do it',
    run('DO $x$ BEGIN IF current_user = $y$a$y$ THEN CREATE TABLE "toy" ("id" integer); END IF; END $x$'),
    'await queryRunner.query("SELECT 1")',
  ],
  [
    'a table that nothing made',
    run('ALTER TABLE "toy" ADD "a" text'),
    run('ALTER TABLE "toy" DROP COLUMN "b"'),
  ],
  ['a table that nothing made comes back', run('DROP TABLE "toy"'), run('CREATE TABLE "toy" ("id" integer)')],
  ['a name in another schema', run('CREATE TABLE "zoo"."toy" ("id" integer)'), run('DROP TABLE "toy"')],
  [
    'another schema',
    run('CREATE TABLE "toy" ("id" integer)', 'ALTER TABLE "toy" SET SCHEMA "zoo"'),
    run('DROP TABLE "zoo"."toy"'),
  ],
  [
    'a search path',
    run('CREATE TABLE "zoo"."toys" ("id" integer)'),
    run('SET search_path TO "zoo"', 'DROP TABLE "toys"'),
  ],
  [
    'a table that does not stay',
    run('CREATE TEMP TABLE "toy" ("id" integer)', 'ALTER TABLE "pet" ADD "a" text'),
    run('ALTER TABLE "pet" DROP COLUMN "a"'),
  ],
  [
    'a part of a table goes with it',
    run(
      'CREATE TABLE "toy" ("id" integer) PARTITION BY RANGE ("id")',
      'CREATE TABLE "toy_1" PARTITION OF "toy" FOR VALUES FROM (1) TO (2)',
    ),
    run('DROP TABLE "toy"'),
  ],
  [
    'all that hangs on it',
    run(
      'ALTER TABLE "owner" ADD "a" integer UNIQUE',
      'ALTER TABLE "pet" ADD CONSTRAINT "FK_a" FOREIGN KEY ("age") REFERENCES "owner" ("a")',
    ),
    run('ALTER TABLE "owner" DROP COLUMN "a" CASCADE'),
  ],
  [
    'an identity',
    run('ALTER TABLE "owner" ALTER "id" DROP IDENTITY', 'ALTER TABLE "owner" ALTER "id" SET DEFAULT 1'),
    run(
      'ALTER TABLE "owner" ALTER "id" DROP DEFAULT',
      'ALTER TABLE "owner" ALTER "id" ADD GENERATED ALWAYS AS IDENTITY',
    ),
  ],
])('nothing is said: %s', async (_why, up, down) => {
  expect(await leftAfter(up, down)).toEqual([])
})

const narrow = run('ALTER TABLE "pet" ALTER "name" TYPE text')
const narrower = run('ALTER TABLE "pet" ALTER "name" TYPE varchar(9)')

test.each<readonly [why: string, before: string]>([
  ['something that is not known', `${start}\nawait queryRunner.query(process.env.SQL)`],
  [
    'something that may not have run',
    `${start}\nif (process.env.ALL) { ${run('ALTER TABLE "pet" ALTER "name" TYPE varchar(9)')} }`,
  ],
  ['a copy of another table', run('CREATE TABLE "pet" (LIKE "animal", "name" text)')],
])('nothing is said of a table after %s', async (_why, before) => {
  expect(await leftAfter(narrow, narrower)).toHaveLength(1)
  expect(await leftAfter(narrow, narrower, before)).toEqual([])
})

test('a table that was made after something that is not known is known', async () => {
  const before = `await queryRunner.query(process.env.SQL)\n${start}`
  expect(await leftAfter(narrow, narrower, before)).toHaveLength(1)
})

test('what the database holds by then is answered on the way back too', async () => {
  const drop = `if (await queryRunner.hasColumn('pet', 'toy')) { ${run('ALTER TABLE "pet" DROP COLUMN "toy"')} }`
  expect(await leftAfter(run('ALTER TABLE "pet" ADD "toy" integer'), drop)).toEqual([])
})

test('a table of SQLite that is made anew keeps what leads to it', async () => {
  const before = run(
    'CREATE TABLE "owner" ("id" integer PRIMARY KEY NOT NULL)',
    'CREATE TABLE "pet" ("id" integer PRIMARY KEY NOT NULL, "owner" integer, FOREIGN KEY ("owner") REFERENCES "owner" ("id"))',
  )
  const anew = (columns: string) =>
    run(
      `CREATE TABLE "temporary_owner" (${columns})`,
      'INSERT INTO "temporary_owner" ("id") SELECT "id" FROM "owner"',
      'DROP TABLE "owner"',
      'ALTER TABLE "temporary_owner" RENAME TO "owner"',
    )
  const [wide, narrowed] = [
    '"id" integer PRIMARY KEY NOT NULL, "name" text',
    '"id" integer PRIMARY KEY NOT NULL',
  ].map(anew)
  expect(await leftAfter(wide!, narrowed!, before, 'sqlite')).toEqual([])
  expect(await leftAfter(wide!, run('DROP TABLE "temporary_owner"'), before, 'sqlite')).toEqual([
    '8 left over: the column of `owner.name`',
  ])
})
