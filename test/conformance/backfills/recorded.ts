import { readFileSync } from 'node:fs'
import type { Outcome } from './agreement.ts'

/** Seeds of the programs that are recorded. */
export const recordedPrograms = { first: 1, count: 150 }

export interface RecordedProgram {
  readonly body: string
  readonly outcome: Outcome
}

/** What Django did with the rows of made-up programs (`record.ts`). */
export function recordedOutcomes(): readonly RecordedProgram[] {
  return JSON.parse(readFileSync('test/conformance/recorded/backfills.json', 'utf8')) as RecordedProgram[]
}
