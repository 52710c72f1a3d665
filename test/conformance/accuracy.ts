import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { DriftResult } from './drift/results.ts'
import { workFolder } from './environment.ts'
import { fillTables, table, type Row } from './marked-tables.ts'
import type { PackageComparison } from './packages/compare.ts'
import type { Comparison, Tally } from './verdicts/compare.ts'

/**
 * Writes the tables of docs/accuracy.md's chapter on drift, and that of written migrations in docs/fix.md, from what drift/run.ts, packages/run.ts and verdicts/run.ts
 * found: `node test/conformance/run.mjs accuracy.ts [--results FOLDER]`. Each table stands between two comments that name
 * it; what was not run keeps the table that is there.
 */
const { values } = parseArgs({
  options: { results: { type: 'string', default: join(workFolder, 'results') } },
})
const file = resolve('docs/accuracy.md')

function results<Result>(name: string): Result[] | undefined {
  const path = join(values.results, `${name}.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result[]) : undefined
}

function share({ decided, total }: { decided: number; total: number }): string {
  return total === 0 ? '–' : `${((100 * decided) / total).toFixed(1)} %`
}

function driftTable(results: readonly DriftResult[]): string {
  const columns = [
    ...(['steps', 'clean', 'drift', 'operations', 'different'] as const),
    ...(['undecided', 'crashed', 'order', 'text'] as const),
  ]
  const rows = results.map((result): Row => {
    const counts = columns.map((column) => result[column].toLocaleString('en-US'))
    return [result.django, result.seed, ...counts]
  })
  return table(['Django', 'seed', ...columns], rows)
}

const count = (tallies: readonly Tally[], of: 'wrong' | 'missed' | 'undecided'): number =>
  tallies.reduce((sum, tally) => sum + tally[of].length, 0)

function packageTable(packages: readonly PackageComparison[]): string {
  const head = [
    'package',
    'Django',
    'models',
    'fields',
    'as released',
    'edits equal',
    'undecided',
    'wrong',
    'missed',
  ]
  const rows = packages.map(({ package: name, version, django, declared, released, edits }): Row => {
    const all = [released, ...edits.map(({ agreement }) => agreement)]
    const sum = (of: 'wrong' | 'missed' | 'undecided'): number =>
      all.reduce((total, each) => total + each[of].length, 0)
    const equal = edits.filter(
      ({ agreement: { wrong, missed, undecided } }) => wrong.length + missed.length + undecided.length === 0,
    )
    const isEqual = released.wrong.length + released.missed.length + released.undecided.length === 0
    return [
      ...[`${name} ${version}`, django, declared.models, declared.fields, isEqual ? 'equal' : 'not equal'],
      ...[`${equal.length} of ${edits.length}`, sum('undecided'), sum('wrong'), sum('missed')],
    ]
  })
  return table(head, rows)
}

type Result = Comparison & { readonly environment: boolean }

const asked = ({ name, environment }: Result): string => (environment ? `${name}, environment` : name)

function verdictTable(all: readonly Result[]): string {
  const head = [
    'repository',
    'Django',
    'newest commit',
    'newest migrations left out',
    'older commits',
    'undecided',
    'wrong',
    'missed',
  ]
  const equal = ({ equal, asked }: Tally): string => (asked === 0 ? '–' : `${equal} of ${asked}`)
  const rows = all
    .filter(({ told }) => told)
    .map((result): Row => {
      const { django, head, hidden, history } = result
      const tallies = [head, hidden, history]
      return [
        ...[asked(result), django, equal(head), equal(hidden), equal(history)],
        ...[count(tallies, 'undecided'), count(tallies, 'wrong'), count(tallies, 'missed')],
      ]
    })
  return table(head, rows)
}

function recallTable(all: readonly Result[]): string {
  const head = [
    'repository',
    'models decided',
    'fields decided',
    'migrations left out',
    'operations',
    'named',
    'recall',
  ]
  const rows = all.map((result): Row => {
    const { models, fields, left } = result
    const recall = share({ decided: left.named, total: left.operations })
    return [asked(result), share(models), share(fields), left.migrations, left.operations, left.named, recall]
  })
  return table(head, rows)
}

/** What is written for the steps that have something to write. */
function writtenTable(all: readonly DriftResult[]): string {
  const head = ['Django', 'first project', 'steps', 'something to write', 'equal', 'refused', 'other']
  const rows = all.map(({ django, seed, steps, equal, refused, unequal }): Row => [
    ...[django, seed, steps, equal + refused + unequal],
    ...[equal, refused, unequal],
  ])
  return table(head, rows)
}

const drift = results<DriftResult>('drift')
const packages = results<PackageComparison>('packages')
const verdicts = results<Result>('verdicts')
const tables: Readonly<Record<string, string | undefined>> = {
  'generated projects': drift && driftTable(drift),
  packages: packages && packageTable(packages),
  verdicts: verdicts && verdictTable(verdicts),
  'leave one out': verdicts && recallTable(verdicts),
}

await fillTables(file, tables)
await fillTables(resolve('docs/fix.md'), { 'written migrations': drift && writtenTable(drift) })
