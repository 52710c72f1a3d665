import { expect, test } from 'vitest'
import { agrees } from '../../../conformance/backfills/agreement.ts'
import { recordedOutcomes } from '../../../conformance/backfills/recorded.ts'
import { withLines } from '../../../conformance/backfills/programs.ts'
import { traps } from '../../../conformance/backfills/traps.ts'
import { verdictOn } from '../../../conformance/backfills/verdict.ts'

const recorded = recordedOutcomes()

test.each(traps)('$name: $verdict', async ({ lines, verdict }) => {
  expect((await verdictOn(withLines(lines))).verdict).toBe(verdict)
})

test('says of made-up functions that they fill a column, or do not, as Django on SQLite left the rows', async () => {
  const verdicts = await Promise.all(
    recorded.map((one) => verdictOn({ ...one, operations: 'migrations.RunPython(fill)' })),
  )
  const wrong = recorded.flatMap(({ body, outcome }, index) => {
    const { verdict } = verdicts[index]!
    return agrees(verdict, outcome) ? [] : [{ verdict, outcome, body }]
  })
  expect(wrong).toEqual([])
  const isProven = (index: number) => verdicts[index]!.verdict === 'filled'
  const filled = recorded.filter(({ outcome }) => outcome[1] === 0)
  expect(recorded.filter((_, index) => isProven(index)).length).toBeGreaterThan(filled.length / 2)
}, 60_000)
