import type { MigrationId } from './migration.ts'
import type { Plan } from './plan.ts'
import type { Effect } from './schema/effect.ts'
import type { Table } from './schema/table.ts'
import type { Place } from './place.ts'

/** How an effect touches a table or a column: `changes` what it is, takes it away or calls it otherwise, or `uses` it as it is. */
interface Touch {
  readonly table: string
  /** Undefined for the table as a whole. */
  readonly column: string | undefined
  readonly how: 'changes' | 'moves' | 'uses'
  /** How code calls it: `shop.Order.price`. */
  readonly label: string
  readonly migration: MigrationId
  readonly place: Place
}

/** Two migrations that leave one thing or another, whichever runs last. */
export interface Clash {
  readonly label: string
  readonly first: Touch
  readonly second: Touch
}

/**
 * What migrations of two branches do to the same column or table so that their order matters: both change it, or one takes it
 * away or renames it and the other changes or uses it. One clash for each pair of migrations and thing.
 */
export function clashes(
  plan: Plan,
  one: readonly MigrationId[],
  other: readonly MigrationId[],
): readonly Clash[] {
  const touches = (ids: readonly MigrationId[]) =>
    plan
      .filter(({ migration }) => ids.includes(migration.id))
      .flatMap(({ migration, steps }) =>
        steps.flatMap(({ effects, operation }) =>
          effects.flatMap((effect) =>
            touchesOf(effect).map((touch) => ({
              ...touch,
              migration: migration.id,
              place: effect.at ?? operation.place,
            })),
          ),
        ),
      )
  const found = new Map<string, Clash>()
  const theirs = touches(other)
  for (const first of touches(one))
    for (const second of theirs) {
      if (!doClash(first, second)) continue
      const label =
        first.column === undefined ? first.label : second.column === undefined ? second.label : first.label
      const key = [first.migration, second.migration, label].join('\n')
      if (!found.has(key)) found.set(key, { label, first, second })
    }
  return [...found.values()]
}

function doClash(a: Touch, b: Touch): boolean {
  if (a.table !== b.table) return false
  const isWhole = a.column === undefined || b.column === undefined
  if (!isWhole && a.column !== b.column) return false
  if (isWhole)
    return (a.column === undefined && a.how === 'moves') || (b.column === undefined && b.how === 'moves')
  return a.how === 'moves' || b.how === 'moves' || (a.how === 'changes' && b.how === 'changes')
}

function touchesOf(effect: Effect): readonly Pick<Touch, 'table' | 'column' | 'how' | 'label'>[] {
  const on = (table: Table, column: string | undefined, how: Touch['how']) => ({
    table: table.identity,
    column,
    how,
    label: column === undefined ? table.label : `${table.label}.${column}`,
  })
  switch (effect.kind) {
    case 'drop table':
      return [on(effect.table, undefined, 'moves')]
    case 'rename table':
      return [on(effect.before, undefined, 'moves')]
    case 'add column':
      return [on(effect.table, effect.column.field, 'changes')]
    case 'alter column':
      return [on(effect.table, effect.before.field, 'changes')]
    case 'drop column':
      return [on(effect.table, effect.column.field, 'moves')]
    case 'rename column':
      return [on(effect.table, effect.before.field, 'moves'), on(effect.table, effect.after.field, 'changes')]
    case 'data':
      return effect.step.writes.flatMap(({ table, columns, label }) =>
        table === undefined
          ? []
          : (columns === 'all' ? [undefined] : columns).map((column) => ({
              table,
              column,
              how: 'uses' as const,
              label: column === undefined ? (label ?? table) : `${label ?? table}.${column}`,
            })),
      )
    default:
      return []
  }
}
