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
    expect(ordered(text)).toBe(ordered(each.text))
    if (each.truth !== 'differs') expect(stateSays(await squashCaseOutcome(each, text))).toEqual([])
  })
})
