/**
 * Runs the PostgreSQL migrations of a TypeORM project in PGlite and compares its catalogue with the schema that our plan
 * leaves: `node test/conformance/run.mjs typeorm/pglite.ts --clone DIR [--project FOLDER] [--verbose]`, or `--record`.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openRepository } from '../../../src/git/repository.ts'
import { agreementWith } from './compare-catalogue.ts'
import { answersOf } from './pg-catalogue.ts'
import { ranIn } from './pglite-run.ts'
import { recordCatalogue } from './recorded-catalogue.ts'
import { readProjects } from './replayed.ts'

const { values } = parseArgs({
  options: {
    clone: { type: 'string', default: '.' },
    /** Only projects whose migrations lie in this folder. */
    project: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
    /** Record what PostgreSQL says of the made-up migrations, for the tests that have no PGlite, and nothing else. */
    record: { type: 'boolean', default: false },
  },
})

if (values.record) {
  await recordCatalogue('node test/conformance/run.mjs typeorm/pglite.ts --record')
  process.exit()
}
const repository = await openRepository({ cwd: resolve(values.clone), env: process.env })
const tree = await repository.commitTree('HEAD')
await repository.prefetch([tree], (path) => /\.[cm]?[jt]sx?$|(^|\/)(package|tsconfig[^/]*)\.json$/.test(path))
const lines: string[] = []
console.log(
  '| project | migrations | statements | with parameters | failed | unknown | unsure | tables | columns | constraints | indexes | unknown parts | different |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const { root, databases, migrations, schema } of await readProjects(tree)) {
  const isAsked = `${root}/`.startsWith(values.project === '' ? '' : `${join(values.project)}/`)
  if (!isAsked || databases.length !== 1 || databases[0]!.name !== 'postgresql') continue
  const { database, failures, withParameters } = await ranIn(migrations)
  const agreement = await agreementWith(await answersOf(database), schema)
  await database.close()
  const unknown = migrations.flatMap((migration) =>
    migration.unknown.map((cause) => `${migration.name}: ${cause}`),
  )
  const { tables, columns, constraints, indexes, different } = agreement
  const count = (what: string) => different.filter((each) => each.what === what).length
  const cells = [root, migrations.length, migrations.flatMap(({ statements }) => statements).length]
  const unsure = migrations.reduce((sum, migration) => sum + migration.unsure, 0)
  cells.push(withParameters, failures.length, unknown.length, unsure, `${tables}/${tables + count('table')}`)
  cells.push(`${columns}/${columns + count('column')}`, `${constraints}/${constraints + count('constraint')}`)
  cells.push(`${indexes}/${indexes + count('index')}`, agreement.unknown.length, different.length)
  console.log(`| ${cells.join(' | ')} |`)
  lines.push(...failures.map((failure) => `failed ${failure}`), ...unknown.map((cause) => `unknown ${cause}`))
  lines.push(...different.map(({ what, message }) => `different ${what} ${message}`))
  if (values.verbose) lines.push(...agreement.unknown.map((part) => `not said ${part}`))
  if (different.length > 0) process.exitCode = 1
}
for (const line of lines) console.log(line.replace(/[^\P{Cc}\t]/gu, ' '))
