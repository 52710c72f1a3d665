import { describe, expect, test } from 'vitest'
import { appGone, commentEdited, driftSinceBefore, findingsOf } from './hand-made.ts'

describe('history/deleted-migration, of a whole app', () => {
  test('which leaves no table behind: may go', () => {
    expect(findingsOf('history/deleted-migration', appGone([]))).toEqual([])
  })

  test('which leaves tables: an error that names the models', () => {
    const [finding, ...others] = findingsOf('history/deleted-migration', appGone(['Product', 'Price']))
    expect(others).toEqual([])
    expect(finding).not.toHaveProperty('severity')
    expect(finding?.message).toBe(
      'This branch deletes every migration of `shop`: 1 migration that is on origin/main already. The tables of `Product` and `Price` stay in every database, and nothing will drop or change them any more.',
    )
  })
})

describe('history/edited-migration, of text alone', () => {
  test('is nothing to a runner that looks at names', () => {
    expect(findingsOf('history/edited-migration', commentEdited(false))).toEqual([])
  })

  test('is an error to a runner that compares checksums', () => {
    const found = findingsOf('history/edited-migration', commentEdited(true))
    expect(found.map(({ severity, message }) => ({ severity, message }))).toEqual([
      {
        severity: 'error',
        message:
          '`shop.0001_initial` is on origin/main already, and this branch edits it: a comment. Fake refuses it.',
      },
    ])
  })
})

describe('state/model-drift, of long ago', () => {
  const told = (changes: ReturnType<typeof driftSinceBefore>) =>
    findingsOf('state/model-drift', changes).map(({ severity, message }) => [severity, message])

  test('is told one by one where it is little', () => {
    expect(told(driftSinceBefore(10, true))).toHaveLength(11)
  })

  test('is one warning where it is much, and what is new stands beside it', () => {
    expect(told(driftSinceBefore(11, true))).toEqual([
      [
        'warning',
        'The migrations and `Model0` and `Model1` differ in 11 ways. This branch did not make it so: it is like that on a1b2c3d already. The first: `0` is in no migration.',
      ],
      [undefined, '`own` is in no migration.'],
    ])
  })

  test('is told one by one where everything is checked', () => {
    expect(told({ ...driftSinceBefore(11, false), judgesAll: true })).toHaveLength(11)
  })
})
