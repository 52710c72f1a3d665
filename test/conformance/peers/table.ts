import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { workFolder } from '../environment.ts'
import { fillTables, table } from '../marked-tables.ts'
import type { Compared } from './compared.ts'
import { rowsOf, type Row } from './same-finding.ts'
import { fits, rulingOf, type Ruling, type Verdict } from './verdict.ts'

/**
 * Lays the verdicts on what run.ts found, and writes the tables of docs/safety.md:
 * `node test/conformance/run.mjs peers/table.ts [--results FOLDER] [--read NAME]`.
 *
 * `--read`: lists the findings of a code or a rule that one of the two alone reports, and writes nothing. Exit code 1
 * where nobody has read one, or where they are right and we are silent.
 */
const { values } = parseArgs({
  options: {
    results: { type: 'string', default: join(workFolder, 'results') },
    read: { type: 'string' },
  },
})

function json<Value>(file: string): Value {
  return JSON.parse(readFileSync(file, 'utf8')) as Value
}

const compared = json<Compared[]>(join(values.results, 'peers.json'))
const verdicts = json<Verdict[]>(resolve('test/conformance/peers/verdicts.json'))
const rows = compared.flatMap(({ name, migrations }) =>
  migrations.flatMap((migration) => rowsOf(name, migration)),
)
const ruled = rows.map((row) => ({ row, ruling: rulingOf(row, verdicts) }))

if (values.read === undefined) await report()
else
  for (const { row, ruling } of ruled)
    if (row.name === values.read && ruling !== 'shared') console.log(`${ruling}: ${line(row)}`)

async function report(): Promise<void> {
  await fillTables(resolve('docs/safety.md'), {
    'compared repositories': table(
      ['repository', 'migrations', 'judged by both', 'their findings', 'our findings'],
      compared.map(({ name, asked, migrations }) => {
        const count = (of: 'issues' | 'findings') =>
          migrations.reduce((sum, each) => sum + each[of].length, 0)
        return [name, asked, migrations.length, count('issues'), count('findings')]
      }),
    ),
    'what they report': byName('them'),
    'what we report': byName('us'),
  })
  for (const verdict of verdicts)
    if (!rows.some((row) => fits(verdict, row))) console.log(`of nothing: ${JSON.stringify(verdict)}`)
  const unread = ruled.filter(({ ruling }) => ruling === 'not read')
  const missed = ruled.filter(({ row, ruling }) => row.by === 'them' && ruling === 'alone and right')
  for (const { row } of unread) console.log(`not read: ${line(row)}`)
  for (const { row } of missed) console.log(`missed: ${line(row)}`)
  const theirs = ruled.filter(({ row }) => row.by === 'them')
  const remaining = theirs.filter(({ ruling }) => ruling === 'shared false alarm').length
  const wrong = remaining + theirs.filter(({ ruling }) => ruling === 'false alarm').length
  console.log(
    `${wrong} false alarms of theirs, ${remaining} of which we share; ${missed.length} that are right and that we miss`,
  )
  process.exitCode = unread.length + missed.length === 0 ? 0 : 1
}

function line({ repository, migration, name, text }: Row): string {
  return `${repository} ${migration} ${name}: ${text}`
}

/** One row for each code of theirs, or each rule of ours. */
function byName(by: Row['by']): string {
  const own = ruled.filter(({ row }) => row.by === by)
  const columns: readonly Ruling[] = [
    'shared',
    'shared false alarm',
    'alone and right',
    'false alarm',
    'taste',
  ]
  const heads = [
    ...[by === 'them' ? 'code' : 'rule', 'reported', 'by both, right', 'by both, wrong'],
    ...['alone, right', 'alone, wrong', 'alone, a matter of style'],
  ]
  const names = [...new Set(own.map(({ row }) => row.name))].toSorted()
  return table(
    heads,
    names.map((name) => {
      const these = own.filter(({ row }) => row.name === name)
      const counts = columns.map((column) => these.filter(({ ruling }) => ruling === column).length)
      return [`\`${name}\``, these.length, ...counts]
    }),
  )
}
