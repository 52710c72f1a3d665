import { expect, test } from 'vitest'
import { packages, pythonOf } from './catalogue.ts'
import { comparePackage } from './compare.ts'
import { keyOf, recordedPackages } from './recording.ts'

/** A few of the packages; `packages/run.ts` compares them all. They share one environment, which takes a minute to make. */
const some = ['django-taggit', 'django-axes', 'django-waffle']

const recorded = new Map(recordedPackages().map((each) => [keyOf(each), each]))
const subjects = packages().filter(({ name, environment }) => some.includes(name) && environment === '5.2')

test('the packages are recorded', () => {
  expect(subjects.map(({ name }) => name).sort()).toEqual([...some].sort())
})

const runs = pythonOf('5.2') !== undefined
if (!runs) console.warn('SKIPPED: the packages, since the Python that they were recorded with is not there')

test.skipIf(!runs).each(subjects.map((subject) => [subject.name, subject] as const))(
  '%s, as released and after every recorded edit, as Django says',
  async (_, subject) => {
    const { released, edits } = await comparePackage(subject, recorded.get(keyOf(subject))!)
    expect(edits.length).toBe(20)
    for (const { wrong, missed, undecided } of [released, ...edits.map(({ agreement }) => agreement)])
      expect({ wrong, missed, undecided }).toEqual({ wrong: [], missed: [], undecided: [] })
  },
)
