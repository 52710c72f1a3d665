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

describe('without a data source that can be read', () => {
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
