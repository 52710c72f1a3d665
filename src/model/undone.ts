import type { MigrationId } from './migration.ts'
import type { Place } from './place.ts'
import type { Plan, PlannedMigration } from './plan.ts'
import { KnownSchema } from './schema/known-schema.ts'
import { undoDifferences, type UndoDifference } from './schema/undo.ts'

/** What is otherwise after a migration was run and undone. */
export interface LeftByUndoing extends UndoDifference {
  /** Where the migration does what is not undone. */
  readonly place: Place
}

/**
 * What migrations whose way back is written leave otherwise than they found it, in the order in which they run: each is
 * run and undone on what the migrations before it leave. None for a migration of which that is not known.
 */
export function* leftByUndoing(
  plan: Plan,
  wanted: ReadonlySet<MigrationId>,
): Iterable<readonly [planned: PlannedMigration, left: readonly LeftByUndoing[]]> {
  const known = new KnownSchema()
  const last = plan.findLastIndex(({ migration }) => wanted.has(migration.id))
  for (const planned of plan.slice(0, last + 1)) {
    const effects = planned.steps.flatMap((step) => step.effects)
    if (wanted.has(planned.migration.id) && planned.wayBack)
      yield [
        planned,
        (undoDifferences(known, effects, planned.wayBack) ?? []).map((each) => ({
          ...each,
          place: placeIn(planned, each),
        })),
      ]
    for (const effect of effects) known.apply(effect)
  }
}

function placeIn({ migration, steps }: PlannedMigration, { from }: UndoDifference): Place {
  const step = from && steps.find(({ effects }) => effects.includes(from))
  return from?.at ?? step?.operation.place ?? migration.place
}
