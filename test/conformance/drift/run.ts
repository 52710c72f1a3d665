import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDjango } from '../../../src/frameworks/django/index.ts'
import { groupBy } from '../../../src/model/group-by.ts'
import type { Project } from '../../../src/model/project.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { workFolder } from '../environment.ts'
import { compare, loadFiles, summaryOf, type Comparison } from './compare.ts'
import { compareWritten, type WrittenComparison } from './compare-written.ts'
import { driftPython, driftVersions } from './django.ts'
import { fixtureText } from './fixture.ts'
import { minimise } from './minimise.ts'
import { counted, none, writeResults, type DriftResult } from './results.ts'
import { DjangoOracle, inventSteps, readSteps, withFiles, type Files, type Step } from './steps.ts'

/**
 * Compares drift with Django on projects that are made up and edited at random:
 *
 *     node test/conformance/run.mjs drift/run.ts [--django 5.2] [--steps 2000] [--seed 1]
 *         [--minimise 3] [--from FILE] [--results FOLDER]
 *
 * Prints a table, and every difference with its seed and step. The counts are written to `.conformance/results`, for
 * accuracy.ts, beside those of other releases of Django. `--from FILE` takes the steps that `generate.py invent`
 * printed instead of making new ones. With `--minimise N` the first N differences of each kind are made as small as they
 * get, and put into `.conformance/drift`. Nothing is written to the results with either of them.
 */
const { values } = parseArgs({
  options: {
    django: { type: 'string' },
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    length: { type: 'string', default: '40' },
    from: { type: 'string' },
    minimise: { type: 'string', default: '0' },
    results: { type: 'string', default: join(workFolder, 'results') },
  },
})

interface Found {
  readonly step: Step
  readonly files: Files
  readonly comparison: Comparison
}

const folder = join(workFolder, 'drift')
mkdirSync(folder, { recursive: true })
const parse = await loadParser()
const results: DriftResult[] = []
const rows: string[] = []
for (const version of driftVersions().filter((each) => each.startsWith(values.django ?? ''))) {
  const { result, row } = await run(version)
  results.push(result)
  rows.push(row)
}
if (values.from === undefined && values.minimise === '0') writeResults(values.results, results)
console.log(
  '\n| Django | steps | clean | drift | operations | different | undecided | crashed | order | text | equal | refused | unequal | s | ours, s |',
)
console.log(`|${' --- |'.repeat(15)}`)
console.log(rows.join('\n'))

async function run(version: string): Promise<{ readonly result: DriftResult; readonly row: string }> {
  const python = driftPython(version)
  const started = performance.now()
  const length = Number(values.length)
  const seeds = Math.ceil(Number(values.steps) / length)
  let result: DriftResult = { django: version, seed: Number(values.seed), ...none }
  let ours = 0
  const found: Found[] = []
  const refusals: string[] = []
  const log = createWriteStream(join(folder, `${version}.txt`))
  let django = createDjango(parse)
  const invented =
    values.from === undefined
      ? inventSteps(python, Number(values.seed), seeds, length)
      : readSteps(values.from, Number(values.steps))
  for await (const [step, files] of withFiles(invented)) {
    if (step.step === 0) django = createDjango(parse)
    const before = performance.now()
    let project: Project | undefined
    const load = () => (project ??= loadFiles(django, files))
    const comparison = compare(django, files, step, load)
    ours += performance.now() - before
    const written = compareWritten(load(), step)
    result = counted(result, comparison, written.verdict, step.operations.length)
    for (const reason of written.refused) refusals.push(reason)
    if (written.verdict === 'different') log.write(toldWritten(step, written) + '\n')
    const isRight = comparison.verdict === 'clean' || comparison.verdict === 'drift'
    if (!isRight) found.push({ step, files, comparison })
    if (!isRight || !comparison.inOrder || !comparison.sameText) log.write(told(step, comparison) + '\n')
  }
  log.end()
  const kinds = groupBy(found, ({ comparison }) => kindOf(comparison))
  console.log(`\nDjango ${version}`)
  for (const [kind, group] of [...kinds].sort((a, b) => b[1].length - a[1].length).slice(0, 40))
    console.log(
      `${String(group.length).padStart(5)} ${kind}  (seed ${group[0]!.step.seed} step ${group[0]!.step.step})`,
    )
  await makeSmall(version, python, kinds)
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1)
  const { steps, clean, drift, operations, different, undecided, crashed, order, text } = result
  const { equal, refused, unequal } = result
  const compared = [version, steps, clean, drift, operations, different, undecided, crashed, order, text]
  const cells = [...compared, equal, refused, unequal]
  for (const [shape, group] of groupBy(refusals, shapeOf))
    console.log(`${String(group.length).padStart(5)} refused: ${shape}`)
  const row = `| ${[...cells, seconds(performance.now() - started), seconds(ours)].join(' | ')} |`
  return { result, row }
}

async function makeSmall(
  version: string,
  python: string,
  kinds: ReadonlyMap<string, readonly Found[]>,
): Promise<void> {
  const oracle = new DjangoOracle(python)
  for (const [at, [kind, [first]]] of [...kinds].slice(0, Number(values.minimise)).entries()) {
    const isSame = async (files: Files) => {
      const said = await oracle.verdict(files)
      return said !== undefined && kindOf(compare(createDjango(parse), files, said)) === kind
    }
    const files = await minimise(first!.files, isSame)
    const name = join(folder, `${version}-${at + 1}.txt`)
    writeFileSync(name, fixtureText({ files, said: { [version]: (await oracle.verdict(files))! } }))
    console.log(`${kind}: ${name}`)
  }
  oracle.end()
}

/** Differences that are likely to have one cause. */
function kindOf({ verdict, missing, extra, undecided }: Comparison): string {
  const shape = (name: string) => name.replace(/ \S+/, '')
  if (verdict === 'undecided' || verdict === 'crashed')
    return `${verdict} ${(undecided[0] ?? extra[0] ?? '')
      .replace(/^[\w.]+: /, '')
      .replace(/\d+/g, 'N')
      .slice(0, 200)}`
  return `${verdict} missing: ${missing.slice(0, 1).map(shape).join('; ')} extra: ${extra.slice(0, 1).map(shape).join('; ')}`
}

function told({ seed, step, edits }: Step, comparison: Comparison): string {
  const lines = [...summaryOf(comparison), ...comparison.differentText.map((each) => `~ ${each}`)]
  const order = comparison.inOrder ? '' : ' (other order)'
  const head = `seed ${seed} step ${step} ${edits.join(' ')}: ${comparison.verdict}${order}`
  return [head, ...lines].join('\n  ')
}

/** A refusal without the names in it. */
function shapeOf(reason: string): string {
  return reason.replace(/^\w+: /, '').replace(/`[^`]*`/g, '`…`')
}

function toldWritten({ seed, step, edits }: Step, { refused, different }: WrittenComparison): string {
  const head = `seed ${seed} step ${step} ${edits.join(' ')}: written otherwise`
  return [head, ...refused.map((each) => `! ${each}`), ...different.map((each) => `# ${each}`)].join('\n  ')
}
