import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../python/source-place.ts'
import { isSequence, stringOf, truth } from '../../../python/value.ts'
import { runPython } from '../data-steps/run-python.ts'
import { runSql } from '../data-steps/run-sql.ts'
import type { Value } from '../../../python/value.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import { modelKey } from '../state/model-state.ts'
import { moved } from '../state/replay.ts'
import { columnOf } from './column.ts'
import { readDatabaseOperation } from './database-operation.ts'
import type { Given, Site } from './given.ts'
import { tableOf } from './table.ts'

/** What an operation does to a database (`database_forwards` of django/db/migrations/operations, 3.2 to 6.0). */
export function effectsOf(value: Value, site: Site): readonly Effect[] {
  const { migration } = site
  const read = readDatabaseOperation(value, { path: migration.path, start: 0, end: 0 })
  if ('unknown' in read)
    return [{ kind: 'unknown', cause: read.unknown, place: placeOf(migration.file.module, read.origin) }]
  return byOperation[read.operation.name]?.({ ...site, operation: read.operation }) ?? []
}

const byOperation: Readonly<Record<string, (given: Given) => readonly Effect[]>> = {
  AddField: addField,
  RunPython: runPython,
  RunSQL: runSql,
  SeparateDatabaseAndState: separate,
}

/**
 * `SeparateDatabaseAndState`: each of `database_operations` runs on a state made by itself from the state before it;
 * `state_operations` never reach the database (`database_forwards`, django/db/migrations/operations/special.py).
 */
function separate({ operation, ...site }: Given): readonly Effect[] {
  const operations = operation.given('database_operations')
  if (!operations || truth(operations) === false) return []
  let { before } = site
  return (isSequence(operations) ? operations.items : [operations]).flatMap((item) => {
    const after = moved(before, item, site.migration, site.context, normalReaders)
    const effects = effectsOf(item, { ...site, before, after })
    before = after
    return effects
  })
}

function addField({ operation, migration, after, tables }: Given): readonly Effect[] {
  const { given } = operation
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
