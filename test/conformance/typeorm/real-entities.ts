/**
 * Compares what we say of the entities of a real project with what TypeORM's own schema builder says, once the project's
 * migrations ran in PGlite, SQLite or MariaDB:
 *
 *     node test/conformance/run.mjs typeorm/real-entities.ts --clone DIR [--project FOLDER] [--installed] [--verbose]
 *
 * The entities are loaded and run, which the product never does: only for clones that one trusts.
 */
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ClassValue } from '../../../src/typescript/value.ts'
import { openRepository } from '../../../src/git/repository.ts'
import { factsOfStatements, keyFact } from './facts.ts'
import type { DataSource as TypeOrmDataSource, DataSourceOptions } from 'typeorm'
import { folder } from './installed.ts'
import { mariadb, whatMariadbLacks } from './mariadb.ts'
import { comparedStatements } from './mysql-facts.ts'
import { pgliteOptions } from './pglite-driver.ts'
import { ranIn } from './pglite-run.ts'
import { realClasses } from './real-classes.ts'
import { readProjects, type ReadProject } from './replayed.ts'
import { schemaChanges, type EntityClass } from './schema-builder.ts'
import { ranInSqlite } from './sqlite-run.ts'

const { values } = parseArgs({
  options: {
    clone: { type: 'string', default: '.' },
    /** Only projects whose migrations lie in a folder whose path has this in it. */
    project: { type: 'string', default: '' },
    /** With the TypeORM that is installed in `.conformance/npm`, such as 0.3, which most projects have. */
    installed: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const from = values.installed ? folder : resolve('.')
const { DataSource } = createRequire(resolve(from, 'package.json'))('typeorm') as {
  DataSource: typeof TypeOrmDataSource
}
const clone = resolve(values.clone)
const repository = await openRepository({ cwd: clone, env: process.env })
const tree = await repository.commitTree('HEAD')
await repository.prefetch([tree], (path) => /\.[cm]?[jt]sx?$|(^|\/)(package|tsconfig[^/]*)\.json$/.test(path))
const lines: string[] = []
console.log(
  '| project | entities | columns | of TypeORM | of ours | both | ours alone | theirs alone | of these undecided |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const project of await readProjects(tree)) {
  const { root, databases, entities } = project
  const [database, ...others] = databases.map(({ name }) => name)
  if (!root.includes(values.project) || others.length > 0 || !entities?.classes.length) continue
  if (database === 'postgresql') await compare(project, entities.classes, await postgresAfter(project))
  if (database === 'sqlite') {
    const ran = await ranInSqlite(project.migrations)
    if (ran) await compare(project, entities.classes, ran)
    else console.error(`SKIPPED ${root}: no sql.js in .conformance/npm`)
  }
  if (database === 'mariadb' || database === 'mysql') {
    const lacks = whatMariadbLacks()
    if (lacks === undefined) await compareOnMariadb(project, entities.classes)
    else console.error(`SKIPPED ${root}: ${lacks}`)
  }
}
for (const line of lines) console.log(line.replace(/[^\P{Cc}\t]/gu, ' '))

interface Ran {
  readonly options: DataSourceOptions
  readonly failures: readonly string[]
}

async function postgresAfter({ migrations }: ReadProject): Promise<Ran> {
  const { database, failures } = await ranIn(migrations)
  return { options: pgliteOptions(database, 'uuid-ossp'), failures }
}

function loaded(classes: readonly ClassValue[]): Promise<readonly EntityClass[]> {
  const files = new Map<string, string[]>()
  for (const { name, scope } of classes)
    files.set(scope.file.path, [...(files.get(scope.file.path) ?? []), name])
  return realClasses(clone, files, from)
}

/** Of MySQL and MariaDB, what their own statements say is compared; both are a MariaDB here. */
async function compareOnMariadb(
  { root, databases, migrations, tables, drift }: ReadProject,
  classes: readonly ClassValue[],
): Promise<void> {
  const server = await mariadb()
  const database = await server.make()
  // TypeORM writes types as the project's own data source asks for them.
  const options = { ...database.options, type: databases[0]!.name } as DataSourceOptions
  const failures: string[] = []
  for (const { name, statements } of migrations)
    for (const statement of statements)
      // MariaDB 10 does not have the collations of MySQL 8, which count for nothing.
      await database
        .run(statement.replaceAll(/utf8mb4_0900_\w+/g, 'utf8mb4_general_ci'))
        .catch((error: unknown) => failures.push(`${name}: ${String(error)}: ${statement}`))
  const changes = await schemaChanges(options, await loaded(classes), DataSource)
  await database.close()
  await server.close()
  const differences = drift?.differences ?? []
  const { theirs, wrong, missed } = comparedStatements(changes, differences)
  const counts = [...decidedOf(drift, tables.length), theirs.length, differences.length]
  const isOpen = openIn(drift, tables)
  const cells = [root, ...counts, differences.length - wrong.length, wrong.length, missed.length]
  cells.push(missed.filter(isOpen).length)
  console.log(`| ${cells.join(' | ')} |`)
  lines.push(...failures.map((failure) => `failed ${failure}`))
  lines.push(
    ...wrong.map((fact) => `ours alone: ${fact}`),
    ...missed.map((fact) => `theirs alone${isOpen(fact) ? ' (undecided)' : ''}: ${fact}`),
  )
  if (values.verbose) lines.push(...changes.steps, ...changes.statements)
}

/** Whether something that TypeORM alone says is of a table of which we leave anything open. */
function openIn(drift: ReadProject['drift'], tables: ReadProject['tables']): (fact: string) => boolean {
  const tableOf = new Map(tables.map(({ entity, name }) => [entity, name]))
  const open = new Set(
    (drift?.undecided ?? []).map(({ what }) => {
      const [entity = ''] = what.split('.')
      return tableOf.get(entity) ?? entity
    }),
  )
  return (fact) => open.has(fact.split(' ')[1]!.split('.')[0]!)
}

function decidedOf(drift: ReadProject['drift'], total: number): readonly string[] {
  const decided = (of: { readonly decided: number; readonly total: number }) => `${of.decided} of ${of.total}`
  return drift ? [decided(drift.models), decided(drift.fields)] : [`0 of ${total}`, '']
}

async function compare(
  { root, tables, drift }: ReadProject,
  classes: readonly ClassValue[],
  { options, failures }: Ran,
): Promise<void> {
  const { statements, steps } = await schemaChanges(options, await loaded(classes), DataSource)
  // SQLite makes a table anew, with its indexes, whatever of it changes: there it is said of the table alone.
  const isWhole = options.type === 'sqljs'
  const { all: theirs, again } = factsOfStatements(statements)
  const tableOf = new Map(tables.map(({ entity, name }) => [entity, name]))
  const ours = new Set(
    (drift?.differences ?? []).flatMap(({ model, operation, name, source, changes }) => {
      const other = changes.find(({ attribute }) => attribute === 'name')?.migrations
      const told = [
        ...factsOfStatements(source.split('\n')).all,
        ...(other === undefined ? [] : [keyFact(other)]),
      ]
      const table = tableOf.get(model) ?? model
      const whole = `table ${table}`
      if (isWhole && !operation.endsWith('Index')) return [whole]
      if (isWhole && theirs.has(whole)) return [whole, ...told.filter((fact) => theirs.has(fact))]
      return [...told, ...(operation.endsWith('Column') ? [`column ${table}.${name}`] : [])]
    }),
  )
  const isOpen = openIn(drift, tables)
  const wrong = [...ours].filter((fact) => !theirs.has(fact))
  const missed = [...theirs].filter((fact) => !ours.has(fact) && !again.has(fact))
  const both = [...ours].filter((fact) => theirs.has(fact))
  const counts = decidedOf(drift, tables.length)
  const cells = [root, ...counts, theirs.size, ours.size, both.length, wrong.length, missed.length]
  console.log(`| ${[...cells, missed.filter(isOpen).length].join(' | ')} |`)
  lines.push(...failures.map((failure) => `failed ${failure}`))
  lines.push(...wrong.map((fact) => `ours alone: ${fact}`))
  lines.push(...missed.map((fact) => `theirs alone${isOpen(fact) ? ' (undecided)' : ''}: ${fact}`))
  if (values.verbose) lines.push(...steps, ...statements)
}
