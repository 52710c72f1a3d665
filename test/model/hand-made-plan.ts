import { changeSet, migration } from '../engine/fakes.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import type { Database } from '../../src/model/database.ts'
import { judgedEffects, type EffectOf, type JudgedEffect } from '../../src/model/judged-effects.ts'
import { fileStart } from '../../src/model/place.ts'
import type { PlannedMigration } from '../../src/model/plan.ts'
import type { DataStep, Write } from '../../src/model/schema/data-step.ts'
import type { Effect } from '../../src/model/schema/effect.ts'
import type { Column, Table } from '../../src/model/schema/table.ts'

/** The table of `shop.Order`, which `shop.0001` made. */
export const orders: Table = {
  identity: 'shop.order of shop.0001',
  name: 'shop_order',
  label: 'shop.Order',
  app: 'shop',
  createdBy: 'shop.0001',
}

/** A nullable column of text. */
export function column(field: string, over: Partial<Column> = {}): Column {
  return {
    name: field,
    field,
    type: { name: 'varchar', length: 20 },
    typeSource: 'CharField(max_length=20)',
    isNullable: true,
    isUnique: false,
    isPrimaryKey: false,
    isIndexed: false,
    default: { kind: 'none' },
    references: undefined,
    ...over,
  }
}

export function createOrders(...columns: readonly Column[]): Effect {
  return { kind: 'create table', table: orders, columns }
}

export function addColumn(added: Column, over: Partial<EffectOf<'add column'>> = {}): EffectOf<'add column'> {
  return { kind: 'add column', table: orders, column: added, oneOff: undefined, ...over }
}

export function alterColumn(
  before: Column,
  after: Column,
  over: Partial<EffectOf<'alter column'>> = {},
): EffectOf<'alter column'> {
  return { kind: 'alter column', table: orders, before, after, oneOff: undefined, ...over }
}

/** From NULL to NOT NULL. */
export function tighten(field: string, over: Partial<Column> = {}): EffectOf<'alter column'> {
  return alterColumn(column(field), column(field, { isNullable: false, ...over }))
}

export function write(columns: Write['columns'], over: Partial<Write> = {}): Write {
  return {
    table: orders.identity,
    columns,
    kind: 'update',
    rows: 'all',
    mayBeNull: false,
    how: 'one statement',
    place: fileStart('shop/migrations/data.py'),
    ...over,
  }
}

export function dataStep(writes: readonly Write[], over: Partial<DataStep> = {}): Effect {
  return {
    kind: 'data',
    step: {
      language: 'code',
      name: 'fill',
      place: fileStart('shop/migrations/data.py'),
      writes,
      unfollowed: [],
      uses: [],
      imports: [],
      heedsAlias: true,
      ...over,
    },
  }
}

/** A migration of the plan: each effect is an operation of its own, on a line of its own; a list is one operation. */
export function planned(
  id: string,
  effects: readonly (Effect | readonly Effect[])[],
  isAtomic = true,
): PlannedMigration {
  const [app, name] = id.split('.') as [string, string]
  const made = migration(app, name)
  return {
    migration: made,
    isAtomic,
    steps: effects.map((each, index) => ({
      operation: {
        name: 'Operation',
        place: { ...made.place, line: index + 1, endLine: index + 1 },
      },
      effects: [each].flat(),
      isReversible: true,
    })),
  }
}

/** A change set with a plan of which the last migrations are judged. */
export function changesOf(
  plan: readonly PlannedMigration[],
  { judged = 1, databases = [] }: { readonly judged?: number; readonly databases?: readonly Database[] } = {},
): ChangeSet {
  const changes = changeSet(plan.map(({ migration: head }) => ({ kind: 'added', head })))
  const ids = plan.map(({ migration: { id } }) => id)
  return {
    ...changes,
    head: { ...changes.head, plan },
    databases,
    judged: new Set(judged === 0 ? [] : ids.slice(-judged)),
  }
}

/** The last effect of a kind that is judged. */
export function lastJudged<const Kind extends Effect['kind']>(
  changes: ChangeSet,
  kind: Kind,
): JudgedEffect<Kind> {
  return judgedEffects(changes, kind).at(-1)!
}
