import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compared } from '../../conformance/typeorm/compare-entities.ts'
import type { EntityStep } from '../../conformance/typeorm/entity-steps.ts'

const steps = ['typeorm-entities', 'typeorm-entities-mariadb'].flatMap((name) => {
  const text = readFileSync(`${import.meta.dirname}/../../conformance/recorded/${name}.json`, 'utf8')
  return (JSON.parse(text) as { readonly steps: readonly EntityStep[] }).steps
})

it.each(steps)('what TypeORM said of made-up entities: seed $seed, step $step', async (step) => {
  const { wrong, missed, undecided } = await compared(step)
  expect({ wrong, missed, undecided }).toEqual({ wrong: [], missed: [], undecided: [] })
})

it('something differs in most of them', () => {
  const changed = steps.filter(({ changes }) => changes.steps.length > 0)
  expect(changed.length).toBeGreaterThan(steps.length / 2)
})
