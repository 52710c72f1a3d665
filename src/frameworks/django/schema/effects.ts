import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../model/source-place.ts'
import { isSequence, truth, type Value } from '../../../python/value.ts'
import { runPython } from '../data-steps/run-python.ts'
import { runSql } from '../data-steps/run-sql.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import { moved } from '../state/replay.ts'
import { createModel, deleteModel } from './create-model.ts'
import { readDatabaseOperation } from './database-operation.ts'
import { addField, alterFieldOperation, removeField } from './field-operations.ts'
import type { Given, Site } from './given.ts'
import {
  addConstraintOperation,
  addIndexOperation,
  removeConstraintOperation,
  removeIndexOperation,
  renameIndex,
  validateConstraint,
} from './named.ts'
import { alterOrder } from './order.ts'
import { alterTableComment, collation, createExtension, extensionOperations } from './other-operations.ts'
import { alterModelTable, renameModel } from './rename-model.ts'
import { originsAfter, overlaid } from './table-origins.ts'
import { alterTogether } from './together.ts'

/** What an operation does to a database (`database_forwards` of django/db/migrations/operations, 3.2 to 6.0). */
export function effectsOf(value: Value, site: Site): readonly Effect[] {
  const { migration } = site
  const read = readDatabaseOperation(value, { path: migration.path, start: 0, end: 0 })
  if ('unknown' in read)
    return [{ kind: 'unknown', cause: read.unknown, place: placeOf(migration.file.module, read.origin) }]
  return byOperation[read.operation.name]?.({ ...site, operation: read.operation }) ?? []
}

const byOperation: Readonly<Record<string, (given: Given) => readonly Effect[]>> = {
  CreateModel: createModel,
  DeleteModel: deleteModel,
  RenameModel: renameModel,
  AlterModelTable: alterModelTable,
  AlterModelTableComment: alterTableComment,
  AlterUniqueTogether: alterTogether('unique_together'),
  AlterIndexTogether: alterTogether('index_together'),
  AlterOrderWithRespectTo: alterOrder,
  AddField: addField,
  RemoveField: removeField,
  AlterField: alterFieldOperation('name', 'name'),
  RenameField: alterFieldOperation('old_name', 'new_name'),
  AddIndex: addIndexOperation(false),
  AddIndexConcurrently: addIndexOperation(true),
  RemoveIndex: removeIndexOperation(false),
  RemoveIndexConcurrently: removeIndexOperation(true),
  RenameIndex: renameIndex,
  AddConstraint: addConstraintOperation(true),
  AddConstraintNotValid: addConstraintOperation(false),
  ValidateConstraint: validateConstraint,
  RemoveConstraint: removeConstraintOperation,
  RunPython: runPython,
  RunSQL: (given) => runSql(given),
  SeparateDatabaseAndState: separate,
  CreateCollation: collation('creates'),
  RemoveCollation: collation('drops'),
  ...Object.fromEntries(extensionOperations.map((name) => [name, createExtension])),
}

/**
 * `SeparateDatabaseAndState`: each of `database_operations` runs on a state made by itself from the state before it;
 * `state_operations` never reach the database (`database_forwards`, django/db/migrations/operations/special.py).
 */
function separate({ operation, ...site }: Given): readonly Effect[] {
  const operations = operation.given('database_operations')
  if (!operations || truth(operations) === false) return []
  let { before, tables } = site
  return (isSequence(operations) ? operations.items : [operations]).flatMap((item) => {
    const after = moved(before, item, site.migration, site.context, normalReaders)
    const effects = effectsOf(item, { ...site, before, after, tables })
    before = after
    tables = overlaid(tables, originsAfter(effects, tables))
    return effects
  })
}
