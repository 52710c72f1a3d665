import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { detectChanges } from '../../../../src/frameworks/django/autodetector/detect-changes.ts'
import type { DjangoVersion } from '../../../../src/frameworks/django/context.ts'
import { contextOf, stateOf, type Operations } from './states.ts'

interface Case {
  readonly name: string
  readonly from: Operations
  readonly to: Operations
}

const cases = read<readonly Case[]>('cases')

// What Django's own autodetector writes (record.py), in its order, as its writer formats it.
describe.each<[string, DjangoVersion]>([
  ['3.2', [3, 2]],
  ['4.2', [4, 2]],
  ['5.2', [5, 2]],
])('what Django %s would write', (series, version) => {
  const recorded = read<Readonly<Record<string, Operations>>>(series)
  test.each(cases.filter(({ name }) => name in recorded).map((each) => [each.name, each] as const))(
    '%s',
    (name, { from, to }) => {
      const apps = new Set([...Object.keys(from), ...Object.keys(to)])
      const { changes, undetected } = detectChanges(
        stateOf(from, version),
        stateOf(to, version),
        contextOf(version),
        { apps },
      )
      const written = [...changes].map(([app, all]) => [app, all.map(({ source }) => source)])
      expect(Object.fromEntries(written)).toEqual(recorded[name])
      expect(undetected).toEqual([])
    },
  )
})

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8')) as Content
}
