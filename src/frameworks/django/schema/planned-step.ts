import type { PlannedStep } from '../../../model/plan.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Value } from '../../../python/value.ts'
import { operationName } from '../operations.ts'
import type { Step } from '../state/replay.ts'
import { effectsOf } from './effects.ts'
import type { Site } from './given.ts'
import { isReversible } from './reversible.ts'
import type { TableHistory } from './table-history.ts'

/** An operation and where in the plan it runs, with what it does to a database. */
export interface DatabaseStep extends PlannedStep {
  readonly value: Value
  readonly site: Site
}

/** An operation with what it does to a database, worked out when it is asked for: of most, nobody ever does. */
export function plannedStep(
  { migration, operation, before, after }: Step,
  history: TableHistory,
  shared: Pick<Site, 'project' | 'context' | 'names'>,
): DatabaseStep {
  const isHere = 'origin' in operation && operation.origin.path === migration.path
  let known: readonly Effect[] | undefined
  const effects = () => (known ??= effectsOf(operation, site))
  const site: Site = { ...shared, migration, before, after, tables: history.add(operation, effects) }
  return {
    value: operation,
    site,
    operation: {
      name: operationName(operation) ?? 'an operation',
      place: isHere ? placeOf(migration.file.module, operation.origin) : migration.place,
    },
    get effects() {
      return effects()
    },
    get isReversible() {
      return isReversible(operation, migration)
    },
  }
}
