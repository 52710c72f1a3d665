import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareAnswers } from '../../../conformance/undo/compare.ts'
import type { UndoCase } from '../../../conformance/undo/made-up.ts'

const file = join(import.meta.dirname, '..', '..', '..', 'conformance', 'recorded', 'undo.json')
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly cases: readonly (UndoCase & { readonly answer: string })[]
}

test('SQL is undone as a PostgreSQL server undid it', async () => {
  const answers = Object.fromEntries(cases.map(({ name, answer }) => [name, answer]))
  const { counts, wrong, missed } = await compareAnswers(cases, answers)
  expect(wrong).toEqual([])
  expect(counts.found).toBeGreaterThan(10)
  // A table that is made anew is not compared with the one that Django made.
  expect(missed.every((one) => one.includes('DROP TABLE shop_customer'))).toBe(true)
})
