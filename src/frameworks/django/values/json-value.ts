import { constant, nowhere, type Origin, type Value } from '../../../python/value.ts'
import type { Json } from '../library/library.ts'
import { callOf } from './calls.ts'

/** A value that a table holds; see `Json` for how. */
export function jsonValue(json: Json): Value {
  if (typeof json === 'number' && !Number.isInteger(json)) return constant({ kind: 'float', value: json })
  if (json === null || typeof json !== 'object') return constant(json)
  if (Array.isArray(json)) return { kind: 'list', items: json.map(jsonValue), origin: nowhere }
  const { call, tuple, set, name, unknown, ...rest } = json as { readonly [key: string]: Json }
  if (Array.isArray(call)) {
    const [path, args, keywords] = call as [string, Json[], { [key: string]: Json }]
    return callOf(
      path,
      args.map(jsonValue),
      Object.entries(keywords).map(([key, value]) => [key, jsonValue(value)]),
    )
  }
  if (typeof name === 'string') return { kind: 'reference', path: name }
  if (typeof unknown === 'string')
    return { kind: 'unresolved', reason: unknown, expr: undefined, origin: nowhere }
  const items = (tuple ?? set) as readonly Json[] | undefined
  if (items) return { kind: tuple ? 'tuple' : 'set', items: items.map(jsonValue), origin: nowhere }
  const entries = Object.entries(rest).map(([key, value]) => ({
    key: constant(key),
    value: jsonValue(value),
  }))
  return { kind: 'dict', entries, origin: nowhere }
}
