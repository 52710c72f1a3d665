import { expect, test } from 'vitest'
import { backfillAgreement } from './agreement.ts'
import { seedOf } from '../../seed.ts'

test('says that rows are filled, or are not, as Django leaves them', async () => {
  const seed = seedOf('backfills', 447_168)
  const { wrong, verdicts } = await backfillAgreement(seed, 300)
  expect(wrong).toEqual([])
  expect(verdicts.filled).toBeGreaterThan(20)
  expect(verdicts['not filled']).toBeGreaterThan(3)
})
