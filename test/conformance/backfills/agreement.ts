import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { django } from '../environment.ts'
import { program, type Program } from './programs.ts'
import { initial, migrationOf, verdictOn, type Verdict } from './verdict.ts'

/** On how many tables a program ended in Django, on how many of these it left a NULL, and how many held one before. */
export type Outcome = readonly [ended: number, left: number, held: number]

export interface Disagreement {
  readonly seed: number
  readonly verdict: Verdict
  readonly outcome: Outcome
  readonly body: string
}

export interface BackfillAgreement {
  readonly programs: number
  /** Programs that fail on every table, or take too long: nothing is compared. */
  readonly failing: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  readonly wrong: readonly Disagreement[]
  /** What is left open, although no row is left, or one is. */
  readonly open: readonly (Disagreement & { readonly cause: string })[]
}

/** What Django did with the rows of each program. */
export function outcomes(programs: readonly Program[], version = '5.2.10'): readonly Outcome[] {
  const script = resolve('test/conformance/backfills/backfill_oracle.py')
  const answer = execFileSync(django(version).python, ['-B', script], {
    input: JSON.stringify({ initial, programs: programs.map(migrationOf) }),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return JSON.parse(answer) as readonly Outcome[]
}

/** Whether what is said of a program can be, after what it did to rows. */
export function agrees(verdict: Verdict, [ended, left, held]: Outcome): boolean {
  if (ended === 0 || verdict === 'not known') return true
  return verdict === 'filled' ? left === 0 : left > 0 || held === 0
}

/** Compares what we say of programs that were made up with what Django does with rows. */
export async function backfillAgreement(first: number, count: number): Promise<BackfillAgreement> {
  const seeds = Array.from({ length: count }, (_, index) => first + index)
  const programs = seeds.map(program)
  const verdicts = { filled: 0, 'not filled': 0, 'not known': 0 }
  const wrong: Disagreement[] = []
  const open: (Disagreement & { cause: string })[] = []
  let failing = 0
  for (const [index, outcome] of outcomes(programs).entries()) {
    if (outcome[0] === 0) {
      failing++
      continue
    }
    const { verdict, cause } = await verdictOn(programs[index]!)
    verdicts[verdict]++
    const one = { seed: seeds[index]!, verdict, outcome, body: programs[index]!.body }
    if (!agrees(verdict, outcome)) wrong.push(one)
    if (cause !== undefined) open.push({ ...one, cause })
  }
  return { programs: count, failing, verdicts, wrong, open }
}
