import { arrayMethods } from './array-methods.ts'
import { hashMethod, hashValue } from './hashes.ts'
import { joined } from './paths.ts'
import { regexMethod, textMethods } from './text-methods.ts'
import {
  constant,
  textOf,
  truth,
  type ArrayValue,
  type CallValue,
  type FunctionValue,
  type Origin,
  type Value,
} from './value.ts'

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
  Boolean: ([value]) => {
    const isTrue = value && truth(value)
    return isTrue === undefined ? undefined : constant(isTrue)
  },
  'crypto:createHash': hashValue,
  'crypto:default.createHash': hashValue,
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

/** What a method of a text, an array or its like gives; undefined where it is not followed. */
export function methodOf(
  object: Value,
  name: string,
  args: readonly Value[],
  call: (callee: FunctionValue, args: readonly Value[]) => Value,
  origin: Origin,
): Value | undefined {
  const text = textOf(object)
  if (text !== undefined)
    return Object.hasOwn(textMethods, name) ? textMethods[name]!(text, args, call, origin) : undefined
  if (object.kind === 'regex') return regexMethod(object, name, args)
  if (object.kind === 'hash') return hashMethod(object, name, args)
  if (object.kind !== 'array' || !Object.hasOwn(arrayMethods, name)) return undefined
  return arrayMethods[name]!(object, args, call)
}
