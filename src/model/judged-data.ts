import type { ChangeSet } from './change-set.ts'
import { judgedEffects, standsAt, type JudgedEffect } from './judged-effects.ts'
import type { Place } from './place.ts'
import type { PlacedEffect } from './plan-search.ts'

/** What functions do to rows, of those migrations that are judged. */
export function judgedCode(changes: ChangeSet): readonly JudgedEffect<'data'>[] {
  return judgedEffects(changes, 'data').filter(({ effect }) => effect.step.language === 'code')
}

/** Where a finding about a place in a function stands: there, or where it is run where that is in another file. */
export function standsWithin(judged: PlacedEffect, place: Place, message: string) {
  const own = standsAt(judged)
  return place.path === judged.planned.migration.path
    ? { ...own, place }
    : { ...own, related: [{ message, place }] }
}
