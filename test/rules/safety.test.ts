import { describe, expect, test } from 'vitest'
import { handMadePlans, judging, type HandMade } from './hand-made-plans.ts'
import { findingsOf, leftOpenBy } from './hand-made.ts'
import {
  addColumn,
  alterColumn,
  changesOf,
  column,
  createOrders,
  dataStep,
  orders,
  planned,
  tighten,
  write,
} from '../model/hand-made-plan.ts'
import type { Database } from '../../src/model/database.ts'
import type { Effect } from '../../src/model/schema/effect.ts'

const of = ({ rule, changes, options }: HandMade) => ({
  found: findingsOf(rule, changes, options).map(({ message }) => message),
  open: leftOpenBy(rule, changes, options).map(({ cause }) => cause),
})
const mysql: readonly Database[] = [{ name: 'mysql', version: [8] }]
const sqlite: readonly Database[] = [{ name: 'sqlite', version: undefined }]
const unique = (columns: readonly string[]): Effect => ({
  kind: 'add constraint',
  table: orders,
  constraint: { kind: 'unique', name: 'one', columns },
  isValidated: true,
})

describe('what is not known is left open, once a migration, and not found', () => {
  test.each([
    ['a default that is not known', 'whether it has a default is not known: who knows'],
    [
      'a step that may fill the column',
      'whether rows still hold NULL when it becomes NOT NULL is not known: who knows',
    ],
    ['a database that is not known', 'which database the migrations run on is not known'],
    ['upkeep on a database that is not known', 'which database the migrations run on is not known'],
  ])('%s', (name, cause) => {
    expect(of(handMadePlans[name]!)).toEqual({ found: [], open: [cause] })
  })
})

describe('what is found', () => {
  test.each([
    [
      'an index without a name',
      'An index over `note`, an expression is built on `shop.Order` under a SHARE lock',
    ],
    [
      'a constraint without a name',
      'An exclusion constraint over `note`, an expression is added to `shop.Order`',
    ],
    [
      'a column that counts',
      '`shop.Order.number` is added, and for its value (a number for each) every row is written again',
    ],
    ['data after a change of the table', '`fill` runs over rows meanwhile'],
  ])('%s', (name, text) => {
    const { found, open } = of(handMadePlans[name]!)
    expect(open).toEqual([])
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(text)
  })
})

describe('a migration that is judged, on databases where it does no harm', () => {
  const index = handMadePlans['an index without a name']!.changes
  test.each([
    ['safety/blocking-index', { ...index, databases: mysql }],
    ['safety/blocking-index', { ...index, databases: sqlite }],
    [
      'safety/long-transaction',
      { ...handMadePlans['data after a change of the table']!.changes, databases: mysql },
    ],
    [
      'safety/changed-type',
      judging(
        [alterColumn(column('note'), column('note', { type: { name: 'varchar', length: 2 } }))],
        sqlite,
      ),
    ],
  ])('%s', (rule, changes) => {
    expect(findingsOf(rule, changes, rule.endsWith('index') ? { locking: 'error' } : {})).toEqual([])
  })
})

describe('safety/unique-on-existing', () => {
  const found = (effects: readonly Effect[], before: readonly Effect[] = []) =>
    findingsOf(
      'safety/unique-on-existing',
      changesOf([
        planned('shop.0001', [createOrders(column('note'), column('sku')), ...before]),
        planned('shop.0002', effects),
      ]),
    ).length

  test('finds what has rows', () => {
    expect(found([unique(['note'])])).toBe(1)
    expect(found([unique(['note', 'sku'])])).toBe(1)
  })
  test('not what was unique in part', () => {
    expect(found([unique(['note', 'sku'])], [unique(['sku'])])).toBe(0)
    expect(found([unique(['note'])], [unique(['note', 'sku'])])).toBe(1)
  })
  test('not where fewer rows have to be unique than were', () => {
    const index = (...texts: readonly string[]): Effect => ({
      kind: 'create index',
      table: orders,
      index: {
        name: 'i',
        columns: ['sku'],
        isUnique: true,
        isPartial: true,
        condition: texts.map((text) => ({ text, ...(text.endsWith('!') && { notNull: text.slice(0, -1) }) })),
      },
      isConcurrent: false,
    })
    expect(found([index('open')], [unique(['sku'])])).toBe(0)
    expect(found([index('new', 'open')], [index('open')])).toBe(0)
    expect(found([index('open')], [index('open', 'new')])).toBe(1)
    // Rows that hold NULL are never the same.
    expect(found([index('open')], [index('sku!')])).toBe(0)
    expect(found([index('open')], [index('note!')])).toBe(1)
  })
  test('what was unique for a time, and no longer when the change began', () => {
    const dropped: Effect = {
      kind: 'drop constraint',
      table: orders,
      constraint: { kind: 'unique', name: 'one', columns: ['sku'] },
    }
    expect(found([unique(['sku'])], [unique(['sku']), dropped])).toBe(1)
    expect(found([dropped, unique(['sku'])], [unique(['sku'])])).toBe(0)
  })
  test('not what was unique as its table was made', () => {
    const created = createOrders(column('note'), column('sku'))
    const constraints = [{ kind: 'unique', name: 'one', columns: ['sku'] }] as const
    const changes = changesOf([
      planned('shop.0001', [{ ...created, constraints } as Effect]),
      planned('shop.0002', [unique(['sku'])]),
    ])
    expect(findingsOf('safety/unique-on-existing', changes)).toEqual([])
  })
  test('under the name that a column had then', () => {
    const rename: Effect = {
      kind: 'rename column',
      table: orders,
      before: column('sku'),
      after: column('code'),
    }
    expect(found([rename, unique(['code'])], [unique(['sku'])])).toBe(0)
  })
  test('a new column with one value for all rows leaves the others to tell rows apart', () => {
    const one = { kind: 'code', source: '1', isCalled: false } as const
    expect(found([addColumn(column('tenant', { default: one })), unique(['note', 'tenant'])])).toBe(1)
    expect(found([addColumn(column('tenant')), unique(['note', 'tenant'])])).toBe(0)
  })
})

describe('safety/blocking-constraint, of NOT NULL', () => {
  const check: Effect = {
    kind: 'validate constraint',
    table: orders,
    constraint: { kind: 'check', name: 'c', columns: ['note'], forbidsNull: true },
  }
  const found = (effects: readonly Effect[]) =>
    findingsOf('safety/blocking-constraint', judging(effects)).length

  test('after a check that was validated, no row is looked at', () => {
    expect(found([tighten('note')])).toBe(1)
    expect(found([dataStep([write(['note'])]), tighten('note')])).toBe(1)
    expect(found([check, tighten('note')])).toBe(0)
  })
})

describe('a second step, of which the first was released', () => {
  const drop: Effect = { kind: 'drop column', table: orders, column: column('note'), isForgotten: true }
  const inState = planned('shop.0002', [[]])
  const found = (judged: number) =>
    findingsOf(
      'safety/dropped-column',
      changesOf([planned('shop.0001', [createOrders()]), inState, planned('shop.0003', [drop])], { judged }),
    )

  test('is what the help asks for', () => {
    expect(found(1)).toEqual([])
  })
  test('unless both come at once', () => {
    const [finding, ...others] = found(2)
    expect(others).toEqual([])
    expect(finding?.help).toMatch(/^Put the drop into a later release/)
  })
  test('whatever moves the state of another app', () => {
    const other = planned('depot.0001', [[]])
    const plan = [planned('shop.0001', [createOrders()]), inState, other, planned('shop.0003', [drop])]
    expect(findingsOf('safety/dropped-column', changesOf(plan, { judged: 2 }))).toEqual([])
  })
})

test('one statement is one finding, also where one of its columns may get NULL', () => {
  const plan = [
    planned('shop.0001', [createOrders()]),
    planned('shop.0002', [dataStep([write(['note']), write(['more'], { mayBeNull: true })])]),
  ]
  const [finding, ...others] = findingsOf('safety/unbatched-backfill', changesOf(plan, { judged: 1 }))
  expect(others).toEqual([])
  expect(finding?.message).toMatch(/^One statement writes `note` and `more` in every row of the table: /)
})
