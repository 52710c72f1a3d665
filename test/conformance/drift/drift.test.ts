import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createDjango } from '../../../src/frameworks/django/index.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { compare, loadFiles, summaryOf } from './compare.ts'
import { compareWritten } from './compare-written.ts'
import { driftPython, driftVersions } from './django.ts'
import { filesFor, readFixture } from './fixture.ts'
import { DjangoOracle, inventSteps, withFiles } from './steps.ts'
import { seedOf } from '../../seed.ts'

// Projects that are made up and edited at random, with what Django would write at every step. `run.ts` does the same
// for as many steps as are wanted.

// As many each time, however fast the machine is.
const steps = 100
const parse = await loadParser()

describe.each(driftVersions())('the drift of Django %s', (version) => {
  it('is ours for projects that are made up', async () => {
    const first = seedOf(`drift of Django ${version}`, 290_600)
    let done = 0
    let django = createDjango(parse)
    for await (const [step, files] of withFiles(inventSteps(driftPython(version), first, 1000, 40))) {
      if (step.step === 0) django = createDjango(parse)
      const project = loadFiles(django, files)
      const comparison = compare(django, files, step, () => project)
      expect([step.seed, step.step, summaryOf(comparison)]).toEqual([step.seed, step.step, []])
      const written = compareWritten(project, step)
      expect([step.seed, step.step, written.different]).toEqual([step.seed, step.step, []])
      if (++done === steps) break
    }
    expect(done).toBe(steps)
  })

  it('is what the fixtures say', async () => {
    const oracle = new DjangoOracle(driftPython(version))
    for (const name of readdirSync(`${import.meta.dirname}/differences`)) {
      const fixture = readFixture(readFileSync(`${import.meta.dirname}/differences/${name}`, 'utf8'))
      const said = fixture.said[version]
      if (!said) continue
      const now = await oracle.verdict(filesFor(fixture, version))
      const withoutSource = now?.operations.map(({ source: _, ...rest }) => rest)
      expect([name, withoutSource]).toEqual([name, said.operations])
    }
    oracle.end()
  })
})
