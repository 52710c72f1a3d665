import { isSequence, truth, type Value } from '../../../python/value.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { readDatabaseOperation, type DatabaseOperation } from './database-operation.ts'

/**
 * Whether Django can run an operation backwards (`Operation.reversible`, django/db/migrations/operations): all of its own
 * but code without `reverse_code` and SQL without `reverse_sql`. Undefined where that is not known.
 */
export function isReversible(value: Value, migration: DjangoMigration): boolean | undefined {
  const read = readDatabaseOperation(value, { path: migration.path, start: 0, end: 0 })
  if ('unknown' in read) return undefined
  const { operation } = read
  if (operation.name === 'RunPython') return isGiven(operation, 'reverse_code')
  if (operation.name === 'RunSQL') return isGiven(operation, 'reverse_sql')
  if (operation.name !== 'SeparateDatabaseAndState') return true
  const items = operation.given('database_operations')
  // Those that only move the state go back with it.
  if (!items) return true
  if (!isSequence(items)) return truth(items) === false ? true : undefined
  const all = items.items.map((item) => isReversible(item, migration))
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true
}

/** Anything but `None`; undefined where it cannot be told. */
function isGiven({ given }: DatabaseOperation, argument: string): boolean | undefined {
  const value = given(argument)
  if (!value) return false
  if (value.kind === 'const') return value.value !== null
  return value.kind === 'unresolved' ? undefined : true
}
