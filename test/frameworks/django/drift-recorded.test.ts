import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createDjango } from '../../../src/frameworks/django/index.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { compare, loadFiles, summaryOf } from '../../conformance/drift/compare.ts'
import { compareWritten } from '../../conformance/drift/compare-written.ts'
import { filesFor, readFixture } from '../../conformance/drift/fixture.ts'
import { withFiles, type Step } from '../../conformance/drift/steps.ts'

// What Django's autodetector said of projects that were made up and edited at random (test/conformance/drift), and
// of what was once told differently.

const parse = await loadParser()
const recordings = 'test/conformance/recorded'
const differences = 'test/conformance/drift/differences'

describe('drift is what Django detects', () => {
  const files = readdirSync(recordings).filter((name) => name.startsWith('drift-'))

  it.each(files)('in the steps of %s', async (name) => {
    const steps = JSON.parse(readFileSync(`${recordings}/${name}`, 'utf8')) as Step[]
    expect(steps.length).toBeGreaterThan(30)
    const django = createDjango(parse)
    let equal = 0
    for await (const [step, files] of withFiles(steps)) {
      const project = loadFiles(django, files)
      const comparison = compare(django, files, step, () => project)
      expect([step.seed, step.step, summaryOf(comparison)]).toEqual([step.seed, step.step, []])
      const written = compareWritten(project, step)
      expect([step.seed, step.step, written.different]).toEqual([step.seed, step.step, []])
      if (written.verdict === 'equal') equal++
    }
    // Others are those of which Django would ask something.
    expect(equal).toBeGreaterThan(5)
  })

  it.each(readdirSync(differences))('in %s', (name) => {
    const fixture = readFixture(readFileSync(`${differences}/${name}`, 'utf8'))
    expect(Object.keys(fixture.said)).not.toEqual([])
    for (const [version, said] of Object.entries(fixture.said)) {
      const comparison = compare(createDjango(parse), filesFor(fixture, version), said)
      expect([version, summaryOf(comparison)]).toEqual([version, []])
    }
  })
})
