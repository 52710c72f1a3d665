import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { squashCaseOutcome, stateSays, type SquashCase } from '../../../conformance/squash/squash-case.ts'

const folder = new URL('../../../conformance/recorded/', import.meta.url)
const recorded = readdirSync(folder)
  .filter((name) => name.startsWith('squash-'))
  .map(
    (name) =>
      JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { django: string; cases: SquashCase[] },
  )

test('there is something recorded', () => {
  expect(recorded.length).toBeGreaterThan(1)
})

describe.each(recorded)('squashes by Django $django', ({ cases }) => {
  test.each(cases)('seed $seed, $app.$name: is accepted as Django has it', async (each) => {
    const said = await squashCaseOutcome(each, each.text)
    if (each.truth !== 'differs') expect(stateSays(said)).toEqual([])
    expect(said.undecided).toEqual([])
  })

  const spoilt = cases
    .filter(({ truth }) => truth !== 'differs')
    .flatMap((each) => each.spoilt.map((way) => ({ each, way, name: `seed ${each.seed}, ${way.what}` })))
  test.each(spoilt)('$name', async ({ each, way }) => {
    const found = stateSays(await squashCaseOutcome(each, way.text))
    if (way.truth === 'differs') expect(found).not.toEqual([])
    if (way.truth === 'same') expect(found).toEqual([])
  })
})
