import { expect, test } from 'vitest'
import { backfillAgreement } from './agreement.ts'

test('says that rows are filled, or are not, as Django leaves them', async () => {
  const seed = Date.now() % 1_000_000
  console.log(`programs from seed ${seed}`)
  const { wrong, verdicts } = await backfillAgreement(seed, 300)
  expect(wrong).toEqual([])
  expect(verdicts.filled).toBeGreaterThan(20)
  expect(verdicts['not filled']).toBeGreaterThan(3)
})
