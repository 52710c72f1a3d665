import { expect, test } from 'vitest'
import { didYouMean, nearName } from '../../src/engine/near-name.ts'

const rules = ['history/edited-migration', 'history/deleted-migration', 'graph/conflicting-leaves']

test.each([
  ['history/edited-migrations', 'history/edited-migration'],
  ['edited-migration', 'history/edited-migration'],
  ['Conflicting-Leafs', 'graph/conflicting-leaves'],
  ['history/deletd-migration', 'history/deleted-migration'],
])('%s is near %s', (typed, meant) => expect(nearName(typed, rules)).toBe(meant))

test('a name like none has no near one, and a huge one is answered at once', () => {
  expect(nearName('no-nulls', rules)).toBeUndefined()
  expect(nearName('x'.repeat(1_000_000), rules)).toBeUndefined()
})

test('the hint ends the sentence', () => {
  expect(`No "excude"${didYouMean('excude', ['include', 'exclude'])}`).toBe(
    'No "excude"; did you mean "exclude"?',
  )
  expect(`No "zzz"${didYouMean('zzz', ['include'])}`).toBe('No "zzz".')
})
