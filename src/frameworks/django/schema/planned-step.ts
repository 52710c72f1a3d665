import type { PlannedStep } from '../../../model/plan.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../python/source-place.ts'
import type { DjangoContext } from '../context.ts'
import type { KnownProject } from '../known-project.ts'
import { operationName } from '../operations.ts'
import type { Step } from '../state/replay.ts'
import { effectsOf } from './effects.ts'
import type { TableOrigins } from './table-history.ts'

/** The tables on both sides of an operation. */
export interface StepTables {
  readonly before: TableOrigins
  readonly after: TableOrigins
}

/** An operation with what it does to a database, worked out when it is asked for: of most, nobody ever does. */
export function plannedStep(
  step: Step,
  tables: StepTables,
  project: KnownProject,
  context: DjangoContext,
): PlannedStep {
  const { migration, operation, before, after } = step
  const isHere = 'origin' in operation && operation.origin.path === migration.path
  let effects: readonly Effect[] | undefined
  return {
    operation: {
      name: operationName(operation) ?? 'an operation',
      place: isHere ? placeOf(migration.file.module, operation.origin) : migration.place,
    },
    get effects() {
      return (effects ??= effectsOf(operation, { migration, before, after, tables, project, context }))
    },
    get isReversible() {
      return undefined
    },
  }
}
