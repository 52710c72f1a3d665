import { describe, expect, test } from 'vitest'
import { migration, projectOf, projectsOf } from './project.ts'

const first = migration('First1700000001000', 'await queryRunner.query("SELECT 1")')
const second = migration('Second1700000002000', 'await queryRunner.query("SELECT 1")')
const names = ({ migrations }: Awaited<ReturnType<typeof projectOf>>) =>
  [...migrations.values()].map(({ name }) => name)

describe('the migrations of a data source', () => {
  test('in an array that is imported', async () => {
    const project = await projectOf({
      'src/data-source.ts': `import { DataSource } from 'typeorm'
import { migrations } from './migrations'
export const source = new DataSource({ type: 'mysql', migrations })`,
      'src/migrations/index.ts': `import { Second1700000002000 } from './b'
import { First1700000001000 } from './a'
export const migrations = [Second1700000002000, First1700000001000]`,
      'src/migrations/a.ts': first,
      'src/migrations/b.ts': second,
      'src/migrations/left-out-1700000003000.ts': migration('Out1700000003000', ''),
    }).catch((error: unknown) => error)
    // The third one is named by nobody: it makes a project of its own folder, which is the same one.
    expect(names(project as never)).toEqual(['First1700000001000', 'Second1700000002000', 'Out1700000003000'])
    expect(project).toMatchObject({ root: 'src/migrations', databases: [{ name: 'mysql' }] })
  })

  test.each([
    "migrations: ['src/db/*.ts']",
    "migrations: [__dirname + '/db/*.ts']",
    "migrations: [join(__dirname, 'db', '*{.ts,.js}')]",
    'migrations: [`${__dirname}/db/**/*.ts`]',
  ])('by a glob: %s', async (option) => {
    const project = await projectOf({
      'src/data-source.ts': `import { DataSource } from 'typeorm'
import { join } from 'node:path'
export default new DataSource({ type: 'postgres', ${option} })`,
      'src/db/first.ts': first,
      'src/db/second.ts': second,
      'src/db/second.test.ts': migration('Not1700000003000', ''),
    })
    expect(names(project)).toEqual(['First1700000001000', 'Second1700000002000'])
  })

  test('in a file that only a script names', async () => {
    const project = await projectOf({
      'package.json': JSON.stringify({
        devDependencies: { typeorm: '0.3' },
        scripts: { migrate: 'typeorm-ts-node-commonjs migration:run -d ./src/db.ts' },
      }),
      'src/db.ts': `import { DataSource } from 'typeorm'
export default new DataSource({ type: 'sqlite', migrations: ['src/steps/*.ts'] })`,
      'src/steps/first.ts': first,
    })
    expect(project).toMatchObject({ root: 'src/steps', databases: [{ name: 'sqlite' }] })
  })

  test('two data sources are two projects', async () => {
    const projects = await projectsOf({
      'src/data-source.ts': `import { DataSource } from 'typeorm'
export const one = () => new DataSource({ type: 'postgres', migrations: ['src/pg/*.ts'] })
export const two = () => new DataSource({ type: 'sqlite', migrations: ['src/lite/*.ts'] })`,
      'src/pg/first.ts': first,
      'src/lite/first.ts': first,
    })
    expect(projects.map(({ root, databases }) => [root, databases?.map(({ name }) => name)])).toEqual([
      ['src/lite', ['sqlite']],
      ['src/pg', ['postgresql']],
    ])
  })
})

describe('options that no call is given in the file', () => {
  const roots = async (files: Parameters<typeof projectsOf>[0]) =>
    (await projectsOf(files)).map(({ root, databases, migrations }) => [
      root,
      databases?.map(({ name }) => name),
      migrations.size,
    ])

  test('objects of which code chooses one', async () => {
    const files = {
      'src/data-source.ts': `import { DataSource } from 'typeorm'
const lite = { type: 'sqlite', migrations: ['src/lite/*.ts'] }
const built = { type: 'postgres', migrations: ['dist/pg/*.js'] }
function options() {
  return process.env.LITE ? lite : built
}
export default new DataSource(options())`,
      'src/lite/first.ts': first,
      'src/pg/first.ts': first,
    }
    expect(await roots(files)).toEqual([
      ['src/lite', ['sqlite'], 1],
      ['src/pg', ['postgresql'], 1],
    ])
  })

  test('what a method puts together from its own names', async () => {
    const files = {
      'src/Connection.ts': `export class Connection {
  options() {
    const folder = 'steps'
    const common = { migrations: [\`src/\${folder}/*.ts\`] }
    return { ...common, type: 'mariadb', migrations: common.migrations }
  }
}`,
      'src/steps/first.ts': first,
    }
    expect(await roots(files)).toEqual([['src/steps', ['mariadb'], 1]])
  })

  test('ormconfig.json', async () => {
    const files = {
      'ormconfig.json': '[{ "type": "mysql", "migrations": ["steps/*.js"] }, { "type": "mysql" }]',
      'steps/first.ts': first,
    }
    expect(await roots(files)).toEqual([['steps', ['mysql'], 1]])
  })

  test('lists that share migrations keep roots of their own', async () => {
    const shared = `import { First1700000001000 } from './common/first'`
    const files = {
      'src/db.ts': `import { lite } from './lite'
import { pg } from './pg'
export const one = { type: 'sqlite', migrations: lite }
export const two = { type: 'postgres', migrations: pg }`,
      'src/common/first.ts': first,
      'src/lite.ts': `${shared}
import { Second1700000002000 } from './lite/second'
export const lite = [First1700000001000, Second1700000002000]`,
      'src/pg.ts': `${shared}
import { Second1700000002000 } from './pg/second'
export const pg = [First1700000001000, Second1700000002000]`,
      'src/lite/second.ts': second,
      'src/pg/second.ts': second,
    }
    expect(await roots(files)).toEqual([
      ['src/lite', ['sqlite'], 2],
      ['src/pg', ['postgresql'], 2],
    ])
  })
})

describe('without a data source that can be read', () => {
  test.each<readonly [what: string, files: Readonly<Record<string, string>>, database: string | undefined]>([
    ['the folder says the database', { 'db/mariadb/migrations/a.ts': first }, 'mariadb'],
    ['one that no rule knows', { 'db/mssql/migrations/a.ts': first }, undefined],
    [
      'the only driver says it',
      { 'package.json': '{ "dependencies": { "typeorm": "1", "pg": "8" } }', 'migrations/a.ts': first },
      'postgresql',
    ],
    [
      'one of several drivers says nothing',
      {
        'package.json': '{ "dependencies": { "typeorm": "1", "pg": "8", "mssql": "1" } }',
        'migrations/a.ts': first,
      },
      undefined,
    ],
  ])('%s', async (_, files, database) => {
    const { databases } = await projectOf(files)
    expect(databases?.map(({ name }) => name)).toEqual(database === undefined ? [] : [database])
  })

  test('a fork of TypeORM is TypeORM', async () => {
    const files = { 'package.json': '{ "dependencies": { "@shop/typeorm": "1" } }', 'migrations/a.ts': first }
    expect(await projectOf(files)).toMatchObject({ root: 'migrations' })
  })

  test('migrations of another library are left alone', async () => {
    const other = first
      .replace("'typeorm'", "'@mikro-orm/migrations'")
      .replace('MigrationInterface, QueryRunner', 'Migration')
      .replace('implements MigrationInterface', 'extends Migration')
    expect(await projectsOf({ 'migrations/Migration20240101000000.ts': other })).toEqual([])
  })

  test('a migration that cannot be parsed is unreadable, and not gone', async () => {
    const { problems } = await projectOf({
      'migrations/1700000001000-First.ts': first,
      'migrations/1700000002000-Second.ts': second.replace('up(', 'up(('),
    })
    expect(problems).toMatchObject([
      {
        kind: 'unreadable',
        name: 'Second1700000002000',
        place: { path: 'migrations/1700000002000-Second.ts' },
      },
    ])
  })

  test('what looks like migrations is found by folder', async () => {
    const projects = await projectsOf({
      'api/package.json': '{ "dependencies": { "typeorm": "1" } }',
      'api/migrations/1700000001000-First.ts': first,
      'other/migrations/1700000002000-Second.js': second,
    })
    expect(projects.map(({ root }) => root)).toEqual(['api/migrations', 'other/migrations'])
  })

  test('nothing is read where nothing asks for TypeORM', async () => {
    expect(await projectsOf({ 'package.json': '{}', 'migrations/1700000001000-First.ts': first })).toEqual([])
    expect(await projectsOf({ 'node_modules/x/migrations/1700000001000-First.ts': first })).toEqual([])
  })
})

describe('names', () => {
  test('the class says its name and when it runs, not the file', async () => {
    const project = await projectOf({
      'migrations/1700000009000-Early.ts': first,
      'migrations/1700000001000-Named.ts': migration('Other', '').replace(
        '  public async up',
        "  name = 'Named1700000000500'\n\n  public async up",
      ),
    })
    expect(project.graph.plan()).toEqual(['migrations.Named1700000000500', 'migrations.First1700000001000'])
  })

  test('two of one name are refused by the runner', async () => {
    const { problems } = await projectOf({
      'migrations/a-1700000001000.ts': first,
      'migrations/b-1700000001000.ts': first,
    })
    expect(problems).toMatchObject([
      { kind: 'unloadable', message: 'Two migrations are called `First1700000001000`' },
    ])
  })

  test('but not one that was left behind, where a data source names the other one', async () => {
    const project = await projectOf({
      'src/data-source.ts': `import { First1700000001000 } from './common'
import { Second1700000002000 } from './migrations/second'
export const source = { type: 'postgres', migrations: [Second1700000002000, First1700000001000] }`,
      'src/common.ts': first,
      'src/migrations/first.ts': first,
      'src/migrations/second.ts': second,
    })
    expect(project.problems).toEqual([])
    expect([...project.migrations.values()].map(({ path }) => path)).toEqual([
      'src/common.ts',
      'src/migrations/second.ts',
    ])
  })

  test('a name without a timestamp is refused by the runner, where a data source names it', async () => {
    const { problems } = await projectOf({
      'src/data-source.ts': `import { DataSource } from 'typeorm'
import { First1700000001000 } from './a'
import { Second } from './b'
export const source = new DataSource({ type: 'mysql', migrations: [First1700000001000, Second] })`,
      'src/a.ts': first,
      'src/b.ts': migration('Second', ''),
    })
    expect(problems).toMatchObject([{ kind: 'unloadable', name: 'Second' }])
  })
})
