import type { Arguments } from './calls.ts'
import { dictMethods } from './dict-methods.ts'
import { listMethods, setMethods, tupleMethods } from './list-methods.ts'
import { textMethods } from './text-methods.ts'
import type { Methods } from './method-table.ts'
import type { Origin, Value } from './value.ts'

/** The outcome of a method of a known value; undefined where it is not in the tables or an argument is not known. */
export function builtinMethod(
  object: Value,
  name: string,
  given: Arguments,
  origin: Origin,
): Value | undefined {
  switch (object.kind) {
    case 'const':
      return typeof object.value === 'string'
        ? call(textMethods, object.value, name, given, origin)
        : undefined
    case 'dict':
      return call(dictMethods, object, name, given, origin)
    case 'list':
      return call(listMethods, object, name, given, origin)
    case 'set':
      if (object.isFrozen && mayChange(object, name)) return undefined
      return call(setMethods, object, name, given, origin)
    case 'tuple':
      return call(tupleMethods, object, name, given, origin)
    default:
      return undefined
  }
}

function call<Subject>(
  methods: Methods<Subject>,
  subject: Subject,
  name: string,
  given: Arguments,
  origin: Origin,
): Value | undefined {
  return Object.hasOwn(methods, name) ? methods[name]!(subject, given, origin) : undefined
}

/** Methods of lists, dicts and sets that leave them as they are, in the tables or not. */
const readers = new Set([
  ...['copy', 'count', 'difference', 'get', 'index', 'intersection', 'isdisjoint', 'issubset', 'issuperset'],
  ...['items', 'keys', 'symmetric_difference', 'union', 'values'],
  ...['__contains__', '__eq__', '__getitem__', '__iter__', '__len__', '__repr__'],
])

/** Whether a method that could not be carried out may have changed its object. */
export function mayChange(object: Value, name: string): boolean {
  return object.kind === 'iterator' || (object.kind !== 'tuple' && !readers.has(name))
}

/** Methods that may do no more than put something at a list's end. */
export function onlyAppends(name: string): boolean {
  return name === 'append' || name === 'extend'
}
