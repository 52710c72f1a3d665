import type { Effect } from '../../../model/schema/effect.ts'
import { stringOf, truth } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { modelKey } from '../state/model-state.ts'
import type { Step } from '../state/replay.ts'
import { readStateOperation, type StateOperation } from '../state/state-operation.ts'
import { columnOf } from './column.ts'
import type { StepTables } from './planned-step.ts'
import { tableOf } from './table.ts'

/** An operation, and the state and the tables on both sides of it. */
interface Given extends Step {
  readonly given: StateOperation['given']
  readonly tables: StepTables
  readonly context: DjangoContext
}

/** What an operation does to a database (`database_forwards` of django/db/migrations/operations, 3.2 to 6.0). */
export function effectsOf(step: Step, tables: StepTables, context: DjangoContext): readonly Effect[] {
  const fallback = { path: step.migration.path, start: 0, end: 0 }
  const read = readStateOperation(step.operation, fallback)
  if (read === 'neutral' || 'unknown' in read) return []
  const { name, given } = read.operation
  return byOperation[name]?.({ ...step, given, tables, context }) ?? []
}

const byOperation: Readonly<Record<string, (given: Given) => readonly Effect[]>> = {
  AddField: addField,
}

function addField({ migration, given, after, tables }: Given): readonly Effect[] {
  const key = modelKey(migration.app, stringOf(given('model_name')) ?? '')
  const model = after.models.get(key)
  const field = model?.fields.get(stringOf(given('name')) ?? '')
  if (!model || !field) return []
  const written = given('preserve_default')
  const isOneOff = written !== undefined && truth(written) === false
  return [
    {
      kind: 'add column',
      table: tableOf(model, tables.after.get(key)),
      column: columnOf(field),
      oneOff: isOneOff ? 'the default' : undefined,
    },
  ]
}
