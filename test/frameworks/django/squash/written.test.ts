import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { squashCaseOutcome, stateSays, type SquashCase } from '../../../conformance/squash/squash-case.ts'
import { ordered, writtenSquash } from '../../../conformance/squash/written-squash.ts'

const folder = new URL('../../../conformance/recorded/', import.meta.url)
const recorded = readdirSync(folder)
  .filter((name) => name.startsWith('squash-'))
  .map(
    (name) =>
      JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { django: string; cases: SquashCase[] },
  )

describe.each(recorded)('squashes by Django $django', ({ cases }) => {
  test.each(cases)('seed $seed, $app.$name: is written alike', async (each) => {
    const writing = writtenSquash(each)
    if ('refused' in writing) throw new Error(writing.refused.map(({ reason }) => reason).join('; '))
    const { text, name, path } = writing.written
    expect({ name, path }).toEqual({ name: each.name, path: each.path })
    if (each.truth !== 'differs') expect(stateSays(await squashCaseOutcome(each, text))).toEqual([])
  })

  test('a third at least is the same byte for byte, whatever people wrote in these histories', () => {
    const same = cases.filter((each) => {
      const writing = writtenSquash(each)
      return 'written' in writing && ordered(writing.written.text) === ordered(each.text)
    })
    expect(same.length * 3).toBeGreaterThanOrEqual(cases.length)
  })
})
