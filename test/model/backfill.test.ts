import { describe, expect, test } from 'vitest'
import { backfillBefore, type Backfill } from '../../src/model/backfill.ts'
import { fileStart } from '../../src/model/place.ts'
import type { PlannedMigration } from '../../src/model/plan.ts'
import type { Effect } from '../../src/model/schema/effect.ts'
import {
  addColumn,
  alterColumn,
  changesOf,
  column,
  createOrders,
  dataStep,
  lastJudged,
  orders,
  planned,
  tighten,
  write,
} from './hand-made-plan.ts'

const place = fileStart('shop/migrations/data.py')

/** What is known of `Order.note`, which the last migration of a plan makes NOT NULL. */
function filled(plan: readonly PlannedMigration[], judged = 1, field = 'note'): Backfill {
  const changes = changesOf([...plan, planned('shop.9999', [tighten(field)])], { judged })
  const at = lastJudged(changes, 'alter column')
  return backfillBefore(changes, at, at.effect.table, at.effect.after)
}

const added = [planned('shop.0001', [createOrders()]), planned('shop.0002', [addColumn(column('note'))])]
const with_ = (...effects: readonly Effect[]) => [...added, planned('shop.0003', effects)]

describe('proven', () => {
  test.each<[string, readonly PlannedMigration[]]>([
    ['every row is updated', with_(dataStep([write(['note'])]))],
    [
      'the rows that hold NULL are updated',
      with_(dataStep([write(['note'], { rows: { nullsOf: ['note'] } })])),
    ],
    [
      'the rows that hold NULL in it or in another column are updated',
      with_(dataStep([write(['note'], { rows: { nullsOf: ['note', 'paid'] } })])),
    ],
    [
      'the rows that hold NULL are deleted',
      with_(dataStep([write([], { kind: 'delete', rows: { nullsOf: ['note'] } })])),
    ],
    ['in another app', [...added, planned('data.0001', [dataStep([write(['note'])])])]],
    [
      'by one of several writes',
      with_(dataStep([write(['other']), write(['note']), write(['note'], { rows: 'some' })])),
    ],
    [
      'though the step does more that is not followed',
      with_(dataStep([write(['note'])], { unfollowed: [{ cause: 'who knows', place }] })),
    ],
    [
      'under the name that it had then',
      [
        planned('shop.0001', [createOrders()]),
        planned('shop.0002', [addColumn(column('remark'))]),
        planned('shop.0003', [dataStep([write(['remark'])])]),
        planned('shop.0004', [
          { kind: 'rename column', table: orders, before: column('remark'), after: column('note') },
        ]),
      ],
    ],
    [
      'under the name that the table had then',
      [
        ...with_(dataStep([write(['note'])])),
        planned('shop.0004', [
          { kind: 'rename table', before: { ...orders, label: 'shop.Purchase' }, after: orders },
        ]),
      ],
    ],
    [
      'by the name of the column in the database',
      with_(dataStep([write(['note'], { rows: { nullsOf: ['note'] } })])),
    ],
    [
      'by a constraint that was validated by its name',
      with_(
        {
          kind: 'add constraint',
          table: orders,
          constraint: { kind: 'check', name: 'filled', columns: ['note'], forbidsNull: true },
          isValidated: false,
        },
        {
          kind: 'validate constraint',
          table: orders,
          constraint: { kind: 'unknown', name: 'filled', columns: [] },
        },
      ),
    ],
    [
      'by a constraint that looked at every row',
      with_({
        kind: 'validate constraint',
        table: orders,
        constraint: { kind: 'not null', name: 'note_not_null', columns: ['note'] },
      }),
    ],
  ])('%s', (_, plan) => {
    expect(filled(plan).kind).toBe('proven')
  })

  test('it is added with a value for every row in the same change', () => {
    const plan = [
      planned('shop.0001', [createOrders()]),
      planned('shop.0002', [
        addColumn(column('note', { default: { kind: 'code', source: "''", isCalled: false } })),
      ]),
    ]
    expect(filled(plan, 2).kind).toBe('proven')
    expect(filled(plan, 1)).toMatchObject({
      kind: 'unresolved',
      cause: 'it was added with a value for every row, but could be set to NULL since',
    })
  })

  test('it became nullable in the same change only', () => {
    const plan = [
      planned('shop.0001', [createOrders(column('note', { isNullable: false }))]),
      planned('shop.0002', [alterColumn(column('note', { isNullable: false }), column('note'))]),
    ]
    expect(filled(plan, 2).kind).toBe('proven')
    expect(filled(plan, 1)).toMatchObject({ kind: 'disproven' })
  })
})

describe('disproven', () => {
  test.each<[string, readonly PlannedMigration[], string]>([
    ['nothing fills it', added, 'shop.0002'],
    ['another column is filled', with_(dataStep([write(['other'])])), 'shop.0002'],
    [
      'another table is',
      with_(dataStep([write(['note'], { table: 'shop.invoice of shop.0001' })])),
      'shop.0002',
    ],
    ['rows are added alone', with_(dataStep([write('all', { kind: 'insert' })])), 'shop.0002'],
    [
      'what fills it came before it was nullable again',
      with_(dataStep([write(['note'])]), alterColumn(column('note', { isNullable: false }), column('note'))),
      'shop.0003',
    ],
    [
      'what fills a column of its name came before it was added anew',
      with_(
        dataStep([write(['note'])]),
        { kind: 'drop column', table: orders, column: column('note') },
        addColumn(column('note')),
      ),
      'shop.0003',
    ],
    ['it is as old as the table', [planned('shop.0001', [createOrders(column('note'))])], 'shop.0001'],
    [
      'far away, code is run that is not followed and names other models',
      [
        ...added,
        planned('blog.0001', [
          dataStep([], { unfollowed: [{ cause: 'who knows', place }] }),
          { kind: 'unknown', cause: 'who knows', place },
        ]),
      ],
      'shop.0002',
    ],
  ])('%s', (_, plan, since) => {
    const answer = filled(plan)
    expect(answer).toMatchObject({ kind: 'disproven', since: { migration: { id: since } } })
  })

  test('the column is older than the plan', () => {
    expect(filled([])).toEqual({ kind: 'disproven', since: undefined })
  })
})

describe('unresolved', () => {
  test.each<[string, readonly PlannedMigration[], string]>([
    [
      'which rows is not known',
      with_(dataStep([write(['note'], { rows: 'some' })])),
      'which rows it reaches is not known',
    ],
    [
      'which column is not known',
      with_(dataStep([write([], { rows: 'some' })])),
      'which column it writes is not known',
    ],
    [
      'the value may be NULL',
      with_(dataStep([write(['note'], { mayBeNull: true })])),
      'the value that it writes may be NULL',
    ],
    [
      'which table is not known',
      with_(dataStep([write(['note'], { table: undefined })])),
      'which table it writes is not known',
    ],
    [
      'rows that hold NULL in another column',
      with_(dataStep([write(['note'], { rows: { nullsOf: ['paid'] } })])),
      'whether it reaches every row that holds NULL is not known',
    ],
    [
      'code of the app is not followed',
      with_(dataStep([], { unfollowed: [{ cause: 'who knows', place }] })),
      'who knows',
    ],
    [
      'an operation of the app is not known',
      with_({ kind: 'unknown', cause: 'who knows', place }),
      'who knows',
    ],
    [
      'code of another app is not followed that names the model',
      [
        ...added,
        planned('data.0001', [
          dataStep([], {
            unfollowed: [{ cause: 'who knows', place }],
            uses: [
              {
                app: 'shop',
                model: 'order',
                fields: [],
                exists: true,
                missingFields: [],
                isDeclared: true,
                place,
              },
            ],
          }),
        ]),
      ],
      'who knows',
    ],
  ])('%s', (_, plan, cause) => {
    expect(filled(plan)).toMatchObject({ kind: 'unresolved', cause })
  })

  test('of several, the latest is named', () => {
    const doubtful = (cause: string) => dataStep([], { unfollowed: [{ cause, place }] })
    expect(filled(with_(doubtful('first'), doubtful('second')))).toMatchObject({ cause: 'second' })
  })
})
