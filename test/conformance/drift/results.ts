import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Comparison } from './compare.ts'
import type { WrittenComparison } from './compare-written.ts'

/** How the steps of one run compare with one Django, counted. */
export interface DriftResult {
  readonly django: string
  /** The first project's. */
  readonly seed: number
  readonly steps: number
  readonly clean: number
  readonly drift: number
  /** Django's. */
  readonly operations: number
  readonly different: number
  readonly undecided: number
  readonly crashed: number
  /** Steps that agree, whose operations come in another order. */
  readonly order: number
  /** Steps that agree, whose operations are written otherwise. */
  readonly text: number
  /** Steps with something to write of which all files are Django's, byte for byte. */
  readonly equal: number
  /** Steps with an app that is refused; what is written of others is Django's. */
  readonly refused: number
  /** Steps with a file that is not Django's. */
  readonly unequal: number
}

export const none = {
  ...{ steps: 0, clean: 0, drift: 0, operations: 0 },
  ...{ different: 0, undecided: 0, crashed: 0, order: 0, text: 0 },
  ...{ equal: 0, refused: 0, unequal: 0 },
}

/** The counts with one more step. */
export function counted(
  result: DriftResult,
  { verdict, inOrder, sameText }: Comparison,
  written: WrittenComparison['verdict'],
  operations: number,
): DriftResult {
  return {
    ...result,
    steps: result.steps + 1,
    operations: result.operations + operations,
    [verdict]: result[verdict] + 1,
    order: result.order + (inOrder ? 0 : 1),
    text: result.text + (sameText ? 0 : 1),
    equal: result.equal + (written === 'equal' ? 1 : 0),
    refused: result.refused + (written === 'refused' ? 1 : 0),
    unequal: result.unequal + (written === 'different' ? 1 : 0),
  }
}

/** Writes results to `drift.json` in a folder, beside those of other releases of Django. */
export function writeResults(folder: string, results: readonly DriftResult[]): void {
  const file = join(folder, 'drift.json')
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DriftResult[]) : []
  const byDjango = new Map([...known, ...results].map((result) => [result.django, result]))
  const sorted = [...byDjango.values()].sort((a, b) => (a.django < b.django ? -1 : 1))
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify(sorted, undefined, 1)}\n`)
}
