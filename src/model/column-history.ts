import type { ChangeSet } from './change-set.ts'
import { isJudgedWith, type EffectOf } from './judged-effects.ts'
import { effectsBefore, type PlacedEffect } from './plan-search.ts'
import type { Column, Table } from './schema/table.ts'

/** What a column was added by. */
export type Added = PlacedEffect & { readonly effect: EffectOf<'add column'> }

/**
 * The operation that added a column, where it is judged along with an effect: until then no row had the column.
 * Undefined where rows have had it before. `column` is its name in the database or what code calls it.
 */
export function addedAlong(
  changes: ChangeSet,
  at: PlacedEffect,
  { identity }: Table,
  column: string,
): Added | undefined {
  let name = column
  const judged = (changes.head.plan ?? []).filter(
    (planned) => planned === at.planned || isJudgedWith(changes, at, planned.migration.id),
  )
  for (const { effect, step, planned } of effectsBefore(judged, at)) {
    if (!('table' in effect) || effect.table.identity !== identity) continue
    if (effect.kind === 'rename column' && isCalled(effect.after, name))
      name = effect.before.name ?? effect.before.field
    if (effect.kind === 'add column' && isCalled(effect.column, name)) return { effect, step, planned }
  }
  return undefined
}

/** Whether a column goes by a name, in the database or in code. */
export function isCalled({ name, field }: Pick<Column, 'name' | 'field'>, called: string): boolean {
  return name === called || field === called
}

/** Whether all rows that were there when a column was added hold one and the same value in it. */
export function hasOneValue({ column, oneOff }: EffectOf<'add column'>): boolean {
  const { kind } = column.default
  return oneOff !== undefined || kind === 'code' || (kind === 'database' && column.default.isConstant)
}
