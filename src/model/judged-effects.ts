import type { ChangeSet } from './change-set.ts'
import type { MigrationId } from './migration.ts'
import type { PlannedMigration, PlannedStep } from './plan.ts'
import type { Effect } from './schema/effect.ts'
import type { Table } from './schema/table.ts'

export type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>

/** An effect that a rule looks at, and where in the plan it comes. */
export interface JudgedEffect<Kind extends Effect['kind'] = Effect['kind']> {
  readonly effect: EffectOf<Kind>
  readonly step: PlannedStep
  readonly planned: PlannedMigration
}

/** The migrations that are judged, in the order in which they run. */
export function judgedMigrations({ head, judged }: ChangeSet): readonly PlannedMigration[] {
  // Where nothing is judged, no plan has to be worked out.
  if (judged.size === 0) return []
  return (head.plan ?? []).filter(({ migration }) => judged.has(migration.id))
}

/** The effects of some kinds that are judged, in the order in which they come about. */
export function judgedEffects<const Kind extends Effect['kind']>(
  changes: ChangeSet,
  ...kinds: readonly Kind[]
): readonly JudgedEffect<Kind>[] {
  const wanted: ReadonlySet<string> = new Set(kinds)
  return judgedMigrations(changes).flatMap((planned) =>
    planned.steps.flatMap((step) =>
      step.effects
        .filter((effect): effect is EffectOf<Kind> => wanted.has(effect.kind))
        .map((effect) => ({ effect, step, planned })),
    ),
  )
}

/**
 * Whether a table is made by what is judged, before the effect that a rule looks at: it has no rows and no readers, so
 * nothing about it is dangerous. Where every migration is judged, each is as if it alone were new.
 */
export function isNewTable(
  { judged, judgesAll }: ChangeSet,
  { createdBy }: Table,
  { planned }: Pick<JudgedEffect, 'planned'>,
): boolean {
  if (createdBy === undefined) return false
  return judgesAll ? createdBy === planned.migration.id : judged.has(createdBy satisfies MigrationId)
}
