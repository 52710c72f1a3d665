import type { ChangeSet } from '../../src/model/change-set.ts'
import type { Database } from '../../src/model/database.ts'
import { fileStart } from '../../src/model/place.ts'
import type { Effect } from '../../src/model/schema/effect.ts'
import {
  addColumn,
  changesOf,
  column,
  createOrders,
  dataStep,
  orders,
  planned,
  tighten,
  write,
} from '../model/hand-made-plan.ts'

export interface HandMade {
  readonly rule: string
  readonly changes: ChangeSet
  readonly options?: Readonly<Record<string, string>>
}

const place = fileStart('shop/migrations/data.py')
const postgresql: readonly Database[] = [{ name: 'postgresql', version: undefined }]
const made = planned('shop.0001', [createOrders()])

/** A change set whose last migration, which is judged, has some effects. */
export function judging(effects: readonly Effect[], databases = postgresql, isAtomic = true): ChangeSet {
  return changesOf([made, planned('shop.0002', effects, isAtomic)], { databases })
}

const index: Effect = {
  kind: 'create index',
  table: orders,
  index: { name: undefined, columns: ['note', undefined], isUnique: false },
  isConcurrent: false,
}

/** What no page shows: a plan that only its maker knows, by what is about it. */
export const handMadePlans: Readonly<Record<string, HandMade>> = {
  'a default that is not known': {
    rule: 'safety/non-nullable-field',
    changes: judging([
      addColumn(column('note', { isNullable: false, default: { kind: 'unknown', cause: 'who knows' } })),
      addColumn(column('more', { isNullable: false, default: { kind: 'unknown', cause: 'who knows' } })),
    ]),
  },
  'a step that may fill the column': {
    rule: 'safety/tightened-nullability',
    changes: judging([
      addColumn(column('note')),
      dataStep([], { unfollowed: [{ cause: 'who knows', place }] }),
      tighten('note'),
    ]),
  },
  'a step that may have removed duplicates': {
    rule: 'safety/unique-on-existing',
    changes: judging([
      dataStep([write('all', { kind: 'delete', rows: 'some' })]),
      { ...index, index: { name: undefined, columns: ['note'], isUnique: true } },
    ]),
  },
  'an index without a name': {
    rule: 'safety/blocking-index',
    options: { locking: 'error' },
    changes: judging([index]),
  },
  'a database that is not known': {
    rule: 'safety/blocking-index',
    options: { locking: 'error' },
    changes: judging([index, index], []),
  },
  'a column that counts': {
    rule: 'safety/locked-table',
    changes: judging([addColumn(column('number', { type: { name: 'bigint', counts: true } }))]),
  },
  'upkeep on a database that is not known': {
    rule: 'safety/locked-table',
    changes: judging(
      [
        {
          kind: 'maintain table',
          table: orders,
          how: 'rewrite',
          statement: 'VACUUM FULL',
          isConcurrent: false,
        },
      ],
      [],
    ),
  },
  'a unique index over an expression': {
    rule: 'safety/unique-on-existing',
    changes: judging([{ ...index, index: { ...index.index, isUnique: true } }]),
  },
  'a constraint without a name': {
    rule: 'safety/blocking-constraint',
    changes: judging([
      {
        kind: 'add constraint',
        table: orders,
        constraint: { kind: 'exclusion', name: undefined, columns: ['note', undefined] },
        isValidated: true,
      },
    ]),
  },
  'a constraint of which only the name is known': {
    rule: 'safety/blocking-constraint',
    changes: judging([
      {
        kind: 'add constraint',
        table: orders,
        constraint: { kind: 'unknown', name: 'c', columns: [] },
        isValidated: true,
      },
    ]),
  },
  'data after a change of the table': {
    rule: 'safety/long-transaction',
    changes: judging([addColumn(column('note')), dataStep([write(['note'])])]),
  },
}
