import { joined } from './paths.ts'
import {
  constant,
  textOf,
  type ArrayValue,
  type CallValue,
  type FunctionValue,
  type Origin,
  type UnresolvedValue,
  type Value,
} from './value.ts'

/** What a method needs of the interpreter. */
interface Work {
  readonly call: (callee: FunctionValue, args: readonly Value[]) => Value
  readonly unresolved: (reason: string) => UnresolvedValue
}

/** What a call of something that the language or Node has gives; undefined where that is not known. */
export function builtin({ callee, args, origin }: CallValue): Value | undefined {
  if (callee.kind !== 'outside') return undefined
  const path = callee.from === undefined ? callee.name : `${callee.from.replace(/^node:/, '')}:${callee.name}`
  return functions[path]?.(args, origin)
}

const functions: Readonly<Record<string, (args: readonly Value[], origin: Origin) => Value | undefined>> = {
  'Object.values': ([object], origin) =>
    list(object?.kind === 'object' && !object.lost ? [...object.entries.values()] : undefined, origin),
  'Object.keys': ([object], origin) =>
    list(
      object?.kind === 'object' && !object.lost ? [...object.entries.keys()].map(constant) : undefined,
      origin,
    ),
  'Promise.all': ([promises]) => promises,
  'Promise.resolve': ([value]) => value,
  String: ([value]) => (value?.kind === 'const' ? constant(String(value.value)) : undefined),
  'path:join': joinPaths,
  'path:resolve': joinPaths,
  'path:default.join': joinPaths,
  'path:default.resolve': joinPaths,
}

/** Paths from the repository's root, which stands for the root of the disk. */
function joinPaths(args: readonly Value[]): Value | undefined {
  let path = ''
  for (const arg of args) {
    const text = textOf(arg)
    if (text === undefined) return undefined
    path = text.startsWith('/') ? text : `${path}/${text}`
  }
  if (!path.startsWith('/')) return undefined
  const within = joined('', path.slice(1))
  return within === undefined ? undefined : constant(`/${within}`)
}

function list(items: readonly Value[] | undefined, origin: Origin): ArrayValue | undefined {
  return items && { kind: 'array', items: [...items], origin }
}

/** What a method of a text or an array gives; undefined where it is not followed. */
export function methodOf(object: Value, name: string, args: readonly Value[], work: Work): Value | undefined {
  const text = textOf(object)
  if (text !== undefined) return Object.hasOwn(textMethods, name) ? textMethods[name]!(text, args) : undefined
  if (object.kind !== 'array' || !Object.hasOwn(arrayMethods, name)) return undefined
  return arrayMethods[name]!(object, args, work)
}

const textMethods: Readonly<Record<string, (text: string, args: readonly Value[]) => Value | undefined>> = {
  trim: (text) => constant(text.trim()),
  toLowerCase: (text) => constant(text.toLowerCase()),
  toUpperCase: (text) => constant(text.toUpperCase()),
  toString: (text: string) => constant(text),
  concat: (text, args) => {
    const parts = args.map(textOf)
    return parts.includes(undefined) ? undefined : constant(text + parts.join(''))
  },
}

type ArrayMethod = (array: ArrayValue, args: readonly Value[], work: Work) => Value | undefined

const arrayMethods: Readonly<Record<string, ArrayMethod>> = {
  push: (array, args) => {
    array.items.push(...args)
    return constant(array.items.length)
  },
  concat: ({ items, origin }, args) =>
    list([...items, ...args.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg]))], origin),
  join: ({ items }, [separator]) => {
    const texts = items.map((item) => (item.kind === 'const' ? String(item.value ?? '') : undefined))
    const between = separator === undefined ? ',' : textOf(separator)
    return texts.includes(undefined) || between === undefined ? undefined : constant(texts.join(between))
  },
  map: (array, [each], work) => {
    const results = eachItem(array, each, work)
    return results && list(results, array.origin)
  },
  forEach: (array, [each], work) => (eachItem(array, each, work) ? constant(undefined) : undefined),
  filter: (array, [each], work) => {
    const kept = eachItem(array, each, work)
    if (!kept?.every((value) => value.kind === 'const')) return undefined
    return list(
      array.items.filter((_, index) => Boolean((kept[index] as { value?: unknown }).value)),
      array.origin,
    )
  },
  includes: ({ items }, [wanted]) => {
    if (wanted?.kind !== 'const' || !items.every((item) => item.kind === 'const')) return undefined
    return constant(items.some(({ value }) => value === wanted.value))
  },
}

/** The results of calling a function with every item; undefined where the items or the function are not known. */
function eachItem(
  { items }: ArrayValue,
  each: Value | undefined,
  { call }: Work,
): readonly Value[] | undefined {
  const isKnown = !items.some((item) => item.kind === 'unresolved' && item.rest)
  if (!isKnown || each?.kind !== 'function') return undefined
  return [...items].map((item, index) => call(each, [item, constant(index)]))
}
