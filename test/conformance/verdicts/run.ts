import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { workFolder } from '../environment.ts'
import { openClone } from './clones.ts'
import { compareRepository, type Comparison, type Tally } from './compare.ts'
import { djangoWith, seriesOf } from './project-drift.ts'
import { recordedRepositories } from './recording.ts'

interface Result extends Comparison {
  readonly environment: boolean
}

/**
 * Compares drift with what Django said of public repositories, and takes the newest migration of each app away:
 * `node test/conformance/run.mjs verdicts/run.ts [--clones DIR] [--only NAME,...] [--environments DIR]`.
 *
 * `--clones`: a folder of clones of one's own, see clones.ts. `--environments`: a folder that holds virtual environments
 * named as the repositories; those that are there are compared a second time with theirs. The results are written to
 * `.conformance/results`, for accuracy.ts, where those of other repositories are kept. Exit code 1 where a difference is
 * reported that Django does not write.
 */
const { values } = parseArgs({
  options: { clones: { type: 'string' }, only: { type: 'string' }, environments: { type: 'string' } },
})
const folder = join(workFolder, 'results')
mkdirSync(folder, { recursive: true })
const only = values.only?.split(',')
const file = join(folder, 'verdicts.json')
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : []
const results: Result[] = []

for (const recorded of recordedRepositories()) {
  if (only && !only.includes(recorded.name)) continue
  const commits = [recorded.commit, ...recorded.history.map(({ commit }) => commit)]
  const repository = await openClone(recorded.repository, commits, values.clones)
  const environment = join(resolve(values.environments ?? '.'), recorded.name)
  const environments =
    values.environments !== undefined && existsSync(environment) ? [undefined, environment] : [undefined]
  for (const each of environments) {
    const settings = {
      settings: recorded.settings,
      version: seriesOf(recorded.django),
    }
    const comparison = await compareRepository(await djangoWith(each), repository, recorded, settings)
    results.push({ ...comparison, environment: each !== undefined })
    print(comparison, each !== undefined)
    writeFileSync(file, `${JSON.stringify(inOrder(), undefined, 1)}\n`)
  }
}
const wrong = results
  .filter(({ told }) => told)
  .flatMap(({ head, hidden, history }) => [head, hidden, history].flatMap(({ wrong }) => wrong))
console.log(
  wrong.length === 0 ? 'Nothing is reported that Django does not write.' : `${wrong.length} wrong findings.`,
)
process.exitCode = wrong.length === 0 ? 0 : 1

/** The results of this run and those kept of others, as the repositories are recorded. */
function inOrder(): Result[] {
  return recordedRepositories().flatMap(({ name }) => {
    const own = results.filter((each) => each.name === name)
    return own.length > 0 ? own : kept.filter((each) => each.name === name)
  })
}

function print(comparison: Comparison, environment: boolean): void {
  const { name, head, hidden, history, left, models, fields, told } = comparison
  const share = ({ decided, total }: { decided: number; total: number }): string =>
    `${decided}/${total}${total === 0 ? '' : ` (${((100 * decided) / total).toFixed(1)} %)`}`
  console.log(
    [
      `== ${name}${environment ? ' with its environment' : ''}${told ? '' : ' (Django did not load it)'}`,
      `models ${share(models)}, fields ${share(fields)}, ${comparison.seconds.toFixed(1)} s`,
      `head ${counts(head)}; hidden ${counts(hidden)}; history ${counts(history)}`,
      `left out ${left.migrations}, named ${share({ decided: left.named, total: left.operations })}`,
    ].join('\n   '),
  )
  const lines = (of: 'wrong' | 'missed' | 'undecided'): string[] =>
    [head, hidden, history].flatMap((each) => each[of])
  for (const [kind, found] of [
    ['WRONG', counted(lines('wrong'))],
    ['MISSED', counted(lines('missed'))],
    ['UNDECIDED', counted(lines('undecided'))],
    ['LOST', left.lost],
    ['CAUSE', comparison.causes.map(([cause, times]) => `${times} ${cause}`)],
  ] as const) {
    const shown = kind === 'WRONG' ? 100 : 20
    for (const each of found.slice(0, shown)) console.log(`   ${kind} ${each}`)
    if (found.length > shown) console.log(`   ${kind} and ${found.length - shown} more`)
  }
}

/** The same operation at many commits is one line, with the first of them. */
function counted(lines: readonly string[]): string[] {
  const times = new Map<string, { first: string; times: number }>()
  for (const line of lines) {
    const about = line.replace(/^(at|without) \S+ /, '').replace(/ \(\S+:\d+\)$/, '')
    const known = times.get(about)
    times.set(about, { first: known?.first ?? line, times: (known?.times ?? 0) + 1 })
  }
  return [...times.values()].map(({ first, times }) => `${times} x ${first}`)
}

function counts({ asked, equal, wrong, missed, undecided }: Tally): string {
  return `${equal}/${asked} equal, ${wrong.length} wrong, ${missed.length} missed, ${undecided.length} undecided`
}
