import type { ChangeSet } from './change-set.ts'
import { isJudgedWith } from './judged-effects.ts'
import { effectsBefore, type PlacedEffect } from './plan-search.ts'
import type { DataStep } from './schema/data-step.ts'
import type { Table } from './schema/table.ts'

/** How many migrations of the app before it are looked at besides those of the change: what cleans up is released just before. */
const nearby = 2

/**
 * The data step shortly before an effect that may have seen to it that no two rows hold the same: it deletes rows of the table, or
 * writes to rows that are there. Undefined where nothing does.
 */
export function mayBeDeduplicated(changes: ChangeSet, at: PlacedEffect, table: Table): DataStep | undefined {
  const near = new Set<string>()
  for (const { effect, planned } of effectsBefore(changes.head.plan ?? [], at)) {
    const { id, app } = planned.migration
    if (app === table.app && id !== at.planned.migration.id) near.add(id)
    if (near.size > nearby && !isJudgedWith(changes, at, id)) return undefined
    if (effect.kind === 'data' && cleansUp(effect.step, table)) return effect.step
  }
  return undefined
}

function cleansUp({ writes, unfollowed, uses }: DataStep, { identity, label }: Table): boolean {
  if (writes.some(({ kind, table }) => kind !== 'insert' && table === identity)) return true
  return (
    unfollowed.length > 0 &&
    uses.some(({ app, model }) => `${app}.${model}`.toLowerCase() === label.toLowerCase())
  )
}
