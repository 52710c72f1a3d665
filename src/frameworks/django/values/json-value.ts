import { constant, nowhere, type CallValue, type Origin, type Value } from '../../../python/value.ts'
import type { Json } from '../library/library.ts'

type JsonCall = readonly [path: string, args: readonly Json[], keywords: { readonly [key: string]: Json }]

/** A value that a table or a library's description holds; see `Json` for how. `origin` is the place that it is reported at. */
export function jsonValue(json: Json, origin: Origin = nowhere): Value {
  if (typeof json === 'number' && !Number.isInteger(json)) return constant({ kind: 'float', value: json })
  if (json === null || typeof json !== 'object') return constant(json)
  const all = (items: readonly Json[]): Value[] => items.map((item) => jsonValue(item, origin))
  if (Array.isArray(json)) return { kind: 'list', items: all(json as readonly Json[]), origin }
  const { call, tuple, set, name, unknown, ...rest } = json as { readonly [key: string]: Json }
  if (Array.isArray(call)) return jsonCall(call as unknown as JsonCall, origin)
  if (typeof name === 'string') return { kind: 'reference', path: name }
  if (typeof unknown === 'string') return { kind: 'unresolved', reason: unknown, expr: undefined, origin }
  if (Array.isArray(tuple)) return { kind: 'tuple', items: all(tuple as readonly Json[]), origin }
  if (Array.isArray(set)) return { kind: 'set', items: all(set as readonly Json[]), origin }
  const entries = Object.entries(rest).map(([key, value]) => ({
    key: constant(key),
    value: jsonValue(value, origin),
  }))
  return { kind: 'dict', entries, origin }
}

/** The same for a call. */
export function jsonCall([path, args, keywords]: JsonCall, origin: Origin = nowhere): CallValue {
  return {
    kind: 'call',
    callee: { kind: 'reference', path },
    args: args.map((arg) => jsonValue(arg, origin)),
    keywords: new Map(Object.entries(keywords).map(([key, value]) => [key, jsonValue(value, origin)])),
    expr: { type: 'Constant', value: null, start: origin.start, end: origin.end },
    origin,
  }
}
