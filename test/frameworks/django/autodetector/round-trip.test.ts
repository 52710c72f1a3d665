import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Changes } from '../../../../src/frameworks/django/autodetector/change.ts'
import { detectChanges } from '../../../../src/frameworks/django/autodetector/detect-changes.ts'
import type { DjangoVersion } from '../../../../src/frameworks/django/context.ts'
import type { ProjectState } from '../../../../src/frameworks/django/state/model-state.ts'
import { contextOf, stateOf, type Operations } from './states.ts'
import { seedOf } from '../../../seed.ts'

const cases = JSON.parse(readFileSync(new URL('recorded/cases.json', import.meta.url), 'utf8')) as readonly {
  readonly name: string
  readonly from: Operations
  readonly to: Operations
}[]

const rounds = 40
const seed = seedOf('round trips', 302_117)

// Each side of the recorded cases is a project; any two of them are an edit.
const projects = cases.flatMap(({ from, to }) => [from, to])

describe.each<DjangoVersion>([
  [3, 2],
  [4, 2],
  [5, 2],
  [6, 0],
])('Django %i.%i', (...version) => {
  const detect = (from: ProjectState, to: ProjectState) =>
    detectChanges(from, to, contextOf(version), {
      apps: new Set([...from.models.values(), ...to.models.values()].map(({ app }) => app)),
    })

  test('equal states differ in nothing, and all of them is decided', () => {
    for (const operations of projects) {
      const found = detect(stateOf(operations, version), stateOf(operations, version))
      expect([...found.changes.values()].flat()).toEqual([])
      expect(found.undetected).toEqual([])
      expect(found.models.decided).toBe(found.models.total)
      expect(found.fields.decided).toBe(found.fields.total)
    }
  })

  test(`what is written leads from one state to the other (SEED=${seed})`, () => {
    const random = generator(seed)
    const possible = projects.filter((project) => comesOutAtOnce(project, version))
    const pick = () => possible[Math.floor(random() * possible.length)]!
    for (let round = 0; round < rounds; round++) {
      const [before, to] = [pick(), stateOf(pick(), version)]
      const steps = sources(detect(stateOf(before, version), to))
      expect(sources(detect(stateOf(before, version, steps), to))).toEqual({})
    }
  })
})

/**
 * Django compares the rest of what it no longer manages, or manages again, when it is asked again; and before 4.1 it may
 * take away a field after adding the many-to-many one of its name.
 */
function comesOutAtOnce(project: Operations, [major, minor]: DjangoVersion): boolean {
  const text = Object.values(project).flat().join()
  const isOld = major < 4 || (major === 4 && minor < 1)
  return !text.includes("'managed'") && !(isOld && text.includes('ManyToManyField'))
}

function sources({ changes }: Changes): Operations {
  return Object.fromEntries([...changes].map(([app, all]) => [app, all.map(({ source }) => source)]))
}

/** Numbers from 0 to 1 by mulberry32, the same for the same seed. */
function generator(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
