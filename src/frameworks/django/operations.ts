import type { Operation, Unresolved } from '../../model/migration.ts'
import type { Module } from '../../python/ast.ts'
import { placeOf } from '../../model/source-place.ts'
import type { Origin, Value } from '../../python/value.ts'
import { itemsOf, type Located } from './items.ts'
import { findUnresolved, toUnresolved } from './unresolved.ts'

/** The operations of a migration: for the model, as values for the comparison, and what is not known of them. */
export interface ReadOperations {
  readonly operations: readonly Operation[]
  readonly values: readonly Value[]
  readonly unresolved: readonly Unresolved[]
}

/** Reads `operations`. An operation with an argument that is not known counts as one unresolved thing. */
export function readOperations(module: Module, { value, origin: whole }: Located): ReadOperations {
  const operations: Operation[] = []
  const unresolved: Unresolved[] = []
  const items = itemsOf(value, whole)
  for (const { value: item, origin } of items) {
    const name = operationName(item)
    if (name !== undefined) operations.push({ name, place: placeOf(module, origin) })
    const unknown = findUnresolved(item) ?? (name === undefined ? notAnOperation(origin) : undefined)
    if (unknown) unresolved.push(toUnresolved(module, unknown, origin))
  }
  return { operations, values: items.map((item) => item.value), unresolved: distinct(unresolved) }
}

/** The name of the class or function that makes an operation: `AddField`, `MyOperation`. */
export function operationName(value: Value): string | undefined {
  if (value.kind !== 'call') return undefined
  const { callee } = value
  if (callee.kind === 'reference') return callee.path.split('.').at(-1)
  if (callee.kind === 'class' || callee.kind === 'function') return callee.name
  return undefined
}

function notAnOperation(origin: Origin): Extract<Value, { kind: 'unresolved' }> {
  return { kind: 'unresolved', reason: 'what operation this is cannot be read', expr: undefined, origin }
}

/** One cause that several operations share is one thing that is not known. */
function distinct(unresolved: readonly Unresolved[]): Unresolved[] {
  return [
    ...new Map(
      unresolved.map((one) => [`${one.place.line}:${one.place.column} ${one.reason}`, one]),
    ).values(),
  ]
}
