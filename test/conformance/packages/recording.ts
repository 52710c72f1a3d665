import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { applied, changeOf, type Fact, type FactChange } from '../verdicts/facts.ts'
import type { Answer, Edit, Package, Verdict } from './catalogue.ts'

const recordedFile = resolve('test/conformance/recorded/django-packages.json')

/** What Django said of one package. */
export interface RecordedPackage extends Answer {
  readonly package: string
  readonly version: string
  readonly environment: string
  readonly seed: number
}

/** A verdict as what it says more and less than that of the package as it was released. */
interface WrittenEdit extends Omit<Edit, 'verdict'>, FactChange {
  readonly renamed?: FactChange
}

type WrittenPackage = Omit<RecordedPackage, 'verdict' | 'edits'> & {
  readonly operations: readonly Fact[]
  readonly edits: readonly WrittenEdit[]
}

export function recordedPackages(): RecordedPackage[] {
  if (!existsSync(recordedFile)) return []
  const written = JSON.parse(readFileSync(recordedFile, 'utf8')) as WrittenPackage[]
  return written.map(({ operations, edits, ...head }) => ({
    ...head,
    verdict: { operations },
    edits: edits.map(({ more, less, renamed, ...edit }): Edit => {
      const verdict: Verdict = {
        operations: applied(operations, { ...(more ? { more } : {}), ...(less ? { less } : {}) }),
        ...(renamed ? { renamed: applied(operations, renamed) } : {}),
      }
      return { ...edit, verdict }
    }),
  }))
}

export function keyOf(subject: Package | RecordedPackage): string {
  const name = 'package' in subject ? subject.package : subject.name
  return `${name} ${subject.version} ${subject.environment}`
}

/** A line for each edit, so that a diff shows what Django says otherwise now. */
export function writeRecording(packages: readonly RecordedPackage[]): void {
  const text = packages.map(({ edits, verdict, ...head }) => {
    const { operations } = verdict
    const lines = edits.map(({ verdict: after, ...edit }): WrittenEdit => ({
      ...edit,
      ...changeOf(operations, after.operations),
      ...(after.renamed ? { renamed: changeOf(operations, after.renamed) } : {}),
    }))
    const written = lines.map((line) => `  ${JSON.stringify(line)}`).join(',\n')
    return `${JSON.stringify({ ...head, operations }).slice(0, -1)},"edits":[\n${written}\n]}`
  })
  writeFileSync(recordedFile, `[\n${text.join(',\n')}\n]\n`)
}
