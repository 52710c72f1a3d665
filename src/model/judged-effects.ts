import type { ChangeSet } from './change-set.ts'
import type { MigrationId } from './migration.ts'
import type { Place } from './place.ts'
import type { PlacedEffect } from './plan-search.ts'
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
 * nothing about it is dangerous.
 */
export function isNewTable(
  changes: ChangeSet,
  { createdBy }: Table,
  at: Pick<JudgedEffect, 'planned'>,
): boolean {
  return createdBy !== undefined && isJudgedWith(changes, at, createdBy)
}

/** Whether a migration is judged along with an effect. Where every migration is judged, each is as if it alone were new. */
export function isJudgedWith(
  { judged, judgesAll }: ChangeSet,
  { planned }: Pick<JudgedEffect, 'planned'>,
  id: MigrationId,
): boolean {
  return judgesAll ? id === planned.migration.id : judged.has(id)
}

/** The effects of some kinds on tables that have been there before what is judged. */
export function effectsOnRows<const Kind extends EffectOnTable['kind']>(
  changes: ChangeSet,
  ...kinds: readonly Kind[]
): readonly JudgedEffect<Kind>[] {
  return judgedEffects(changes, ...kinds).filter(
    (judged) => !isNewTable(changes, tableOf(judged.effect as EffectOnTable), judged),
  )
}

type EffectOnTable = Extract<Effect, { table: Table } | { before: Table }>

function tableOf(effect: EffectOnTable): Table {
  return effect.kind === 'rename table' ? effect.before : effect.table
}

/** Where a finding about an effect stands. */
export function standsAt({ effect, step, planned: { migration } }: PlacedEffect): {
  readonly place: Place
  readonly app: string
  readonly migration: MigrationId
} {
  return { place: effect.at ?? step.operation.place, app: migration.app, migration: migration.id }
}

/** Effects by the operation that brings them about, in order: a model goes along with the tables of its relations. */
export function byOperation<Kind extends Effect['kind']>(
  judged: readonly JudgedEffect<Kind>[],
): readonly (readonly [JudgedEffect<Kind>, ...JudgedEffect<Kind>[]])[] {
  const groups = new Map<PlannedStep, [JudgedEffect<Kind>, ...JudgedEffect<Kind>[]]>()
  for (const one of judged) {
    const group = groups.get(one.step)
    if (group) group.push(one)
    else groups.set(one.step, [one])
  }
  return [...groups.values()]
}
