import { truth, type Value } from '../../../python/value.ts'
import { signatures } from '../compare/operation-signatures.ts'
import type { MigrationOperation, OtherArgument, OtherOperation } from './migration-operation.ts'
import { isGiven, itemsOf, UnreadableOperation, type GivenOperation } from './read-operation.ts'

/**
 * When `deconstruct()` of an operation gives an argument (django/db/migrations/operations/special.py,
 * django/contrib/postgres/operations.py): always, unless it is None, unless it is empty, or never.
 */
const kept: Readonly<Record<string, 'not None' | 'not empty' | 'never'>> = {
  reverse_code: 'not None',
  atomic: 'not None',
  reverse_sql: 'not None',
  hints: 'not empty',
  state_operations: 'not empty',
  database_operations: 'not empty',
  elidable: 'never',
}

/** Reads an operation that the optimizer does not look into. */
export function readOtherOperation(
  given: GivenOperation,
  read: (inner: Value) => MigrationOperation,
): OtherOperation {
  const { app, name, origin, value } = given
  const arguments_: (readonly [string, OtherArgument])[] = []
  for (const argument of Object.keys(signatures[name]!.args)) {
    const found = value(argument)
    const when = kept[argument]
    if (found === undefined || when === 'never') continue
    if (when === 'not None' && !isGiven(found)) continue
    if (when === 'not empty' && truth(found) === false) continue
    const isNested = argument === 'state_operations' || argument === 'database_operations'
    arguments_.push([argument, isNested ? itemsOf(given, argument).map(read) : found])
  }
  const elidable = value('elidable')
  const isElidable = elidable ? truth(elidable) : false
  if (isElidable === undefined)
    throw new UnreadableOperation({ cause: `whether \`${name}\` is elidable is not known`, origin })
  return {
    ...{ operation: 'other', app, model: '', origin, isElidable },
    path: given.path ?? `django.db.migrations.${name}`,
    arguments: arguments_,
  }
}
