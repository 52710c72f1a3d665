import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { knownDifferences, modelsProject, readStates } from '../../../conformance/django/declared.ts'
import { declaredState } from '../../../conformance/django/our-models.ts'
import { compareStates } from '../../../conformance/django/states.ts'
import { diskTree } from '../../../support/disk-tree.ts'

// What `ModelState.from_model` of Django holds for the models of the project beside this (test/conformance/django/models.py).

describe.each(['3.2', '4.2', '5.2'])('models as Django %s has them', (series) => {
  const { django, models } = readStates(
    readFileSync(`${import.meta.dirname}/recorded/${series}.json`, 'utf8'),
  )

  it('are what their source declares', async () => {
    const ours = await declaredState(diskTree('the project', { '': modelsProject }), django)
    const { differences, ...tallies } = compareStates(models, ours)
    const known = knownDifferences(django)
    // The difference itself is told where it is not known.
    const others = differences.filter((line) => !known.includes(line.split('\n')[0]!))
    expect(others).toEqual([])
    expect(differences.length).toBe(known.length)
    expect(Object.values(tallies).map(({ unknown }) => unknown)).toEqual([0, 0, 0, 0, 0, 0])
    expect(tallies.fields.total).toBeGreaterThan(70)
  })
})
