import type { Json, LibraryClass, Library } from '../library/library.ts'
import { constant, type CallValue, type Origin, type Value } from '../../../python/value.ts'

type Call = readonly [path: string, args: readonly Json[], keywords: { readonly [key: string]: Json }]

/** A call that the library describes, as a value; `origin` is the place that it is reported at. */
export function callOf([path, args, keywords]: Call, origin: Origin): CallValue {
  return {
    kind: 'call',
    callee: { kind: 'reference', path },
    args: args.map((arg) => valueOf(arg, origin)),
    keywords: new Map(Object.entries(keywords).map(([name, value]) => [name, valueOf(value, origin)])),
    expr: { type: 'Constant', value: null, start: origin.start, end: origin.end },
    origin,
  }
}

/** A value that the library describes; see `Json` for how. */
export function valueOf(json: Json, origin: Origin): Value {
  if (json === null || typeof json !== 'object') return constant(json)
  if (Array.isArray(json))
    return { kind: 'list', items: (json as readonly Json[]).map((item) => valueOf(item, origin)), origin }
  const { call, tuple, set, name, unknown, ...rest } = json as { readonly [key: string]: Json }
  if (Array.isArray(call)) return callOf(call as unknown as Call, origin)
  if (typeof name === 'string') return { kind: 'reference', path: name }
  if (typeof unknown === 'string') return { kind: 'unresolved', reason: unknown, expr: undefined, origin }
  const items = tuple ?? set
  if (Array.isArray(items)) {
    const kind = tuple === undefined ? 'set' : 'tuple'
    return { kind, items: (items as readonly Json[]).map((item) => valueOf(item, origin)), origin }
  }
  const entries = Object.entries(rest).map(([key, value]) => ({
    key: constant(key),
    value: valueOf(value, origin),
  }))
  return { kind: 'dict', entries, origin }
}

/** A class of the library with those of its bases that the library knows, in Python's order. */
export function lineOf(known: LibraryClass, library: Library): LibraryClass[] {
  return [known, ...known.bases.flatMap((path) => library.classAt(path) ?? [])]
}
