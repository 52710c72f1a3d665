import type { ChangeSet } from './change-set.ts'
import { isJudgedWith, judgedMigrations } from './judged-effects.ts'
import type { PlacedEffect } from './plan-search.ts'

/**
 * Whether code stopped to know what is dropped in an earlier change, so that none that still runs asks for it. An operation
 * of the same change and app that moves the state alone may be what made code forget it: then it did not.
 */
export function wasForgotten(
  changes: ChangeSet,
  at: PlacedEffect & { readonly effect: { readonly isForgotten?: boolean } },
): boolean {
  if (at.effect.isForgotten !== true) return false
  return !judgedMigrations(changes).some(
    ({ migration, steps }) =>
      migration.app === at.planned.migration.app &&
      isJudgedWith(changes, at, migration.id) &&
      steps.some(({ effects }) => effects.length === 0),
  )
}

/** What is to be done where code stops to know something in the same change that drops it. */
export const dropLater =
  'Put the drop into a later release: this change takes it out of the code already, and code that still runs asks for it until the new code is everywhere.'
