import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { workFolder } from '../environment.ts'
import type { Agreement } from '../verdicts/facts.ts'
import { packages } from './catalogue.ts'
import { comparePackage, type PackageComparison } from './compare.ts'
import { keyOf, recordedPackages } from './recording.ts'

/**
 * Compares drift with what Django said of the packages of packages.json, as released and after each recorded edit:
 * `node test/conformance/run.mjs packages/run.ts [--only NAME,...] [--django 5.2]`. The packages are installed from the
 * Python Package Index. The results are written to `.conformance/results`, for accuracy.ts, beside those of packages
 * that are left out. Exit code 1 where a
 * difference is reported that Django does not write, or one that it writes is missed.
 */
const { values } = parseArgs({ options: { only: { type: 'string' }, django: { type: 'string' } } })
const only = values.only?.split(',')
const recorded = new Map(recordedPackages().map((each) => [keyOf(each), each]))
const results: PackageComparison[] = []
let wrong = 0

console.log(
  '| package | Django | models | fields | decided | released | edits equal | undecided | wrong | missed |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const subject of packages()) {
  const answer = recorded.get(keyOf(subject))
  if (!answer || (only && !only.includes(subject.name))) continue
  if (values.django !== undefined && subject.environment !== values.django) continue
  const result = await comparePackage(subject, answer)
  results.push(result)
  const all = [result.released, ...result.edits.map(({ agreement }) => agreement)]
  const sum = (of: 'wrong' | 'missed' | 'undecided'): number =>
    all.reduce((total, each) => total + each[of].length, 0)
  wrong += sum('wrong') + sum('missed')
  const { models, fields, declared } = result
  const cells = [
    ...[`${result.package} ${result.version}`, result.django, declared.models, declared.fields],
    `${models.decided}/${models.total}, ${fields.decided}/${fields.total}`,
    isEqual(result.released) ? 'equal' : 'DIFFERENT',
    `${result.edits.filter(({ agreement }) => isEqual(agreement)).length}/${result.edits.length}`,
    ...[sum('undecided'), sum('wrong'), sum('missed')],
  ]
  console.log(`| ${cells.join(' | ')} |`)
  for (const [about, agreement] of [
    ['released', result.released] as const,
    ...result.edits.map(
      ({ edit, agreement }) =>
        [`${edit.kind}, ${edit.path}@${edit.at} ${JSON.stringify(edit.new)}`, agreement] as const,
    ),
  ]) {
    for (const kind of ['wrong', 'missed', 'undecided'] as const)
      for (const line of agreement[kind]
        .filter((line) => about === 'released' || !result.released[kind].includes(line))
        .slice(0, 10))
        console.log(`    ${kind.toUpperCase()} ${about}: ${line}`)
  }
  for (const cause of result.causes.slice(0, 10)) console.log(`    CAUSE ${cause}`)
}
const file = join(workFolder, 'results', 'packages.json')
mkdirSync(join(workFolder, 'results'), { recursive: true })
writeFileSync(file, `${JSON.stringify(merged(), undefined, 1)}\n`)
process.exitCode = wrong === 0 ? 0 : 1

function isEqual({ wrong, missed, undecided }: Agreement): boolean {
  return wrong.length + missed.length + undecided.length === 0
}

/** The results with those of packages that were not compared anew, in the order of packages.json. */
function merged(): readonly PackageComparison[] {
  const isSame = (a: PackageComparison, b: PackageComparison) =>
    a.package === b.package && a.django === b.django
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageComparison[]) : []
  const kept = known.map((old) => results.find((result) => isSame(result, old)) ?? old)
  return [...kept, ...results.filter((result) => !known.some((old) => isSame(old, result)))]
}
