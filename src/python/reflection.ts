import { attribute } from './attributes.ts'
import { setAttribute } from './bind.ts'
import type { Arguments, Site } from './calls.ts'
import { findIn, metaclassOf, orderOf } from './class-chain.ts'
import { instanceAttribute, superOf } from './instances.ts'
import { uncalled } from './loss.ts'
import type { Interpreter } from './interpreter.ts'
import { isInstanceOfMeta, newClass } from './metaclasses.ts'
import { linearize } from './mro.ts'
import { constant, stringOf, type ClassValue, type Value } from './value.ts'

type Reflection = (interpreter: Interpreter, given: Arguments, site: Site) => Value | undefined

/** Builtins that look at objects and classes; undefined where they cannot tell. */
export const reflection: Readonly<Record<string, Reflection>> = {
  super: (_, { args }, { scope }) => superOf(args, scope),
  getattr: (interpreter, { args: [object, attr, fallback], keywords }, { expr, scope }) => {
    const name = stringOf(attr)
    if (!object || name === undefined || keywords.size > 0) return undefined
    if (!fallback) return attribute(interpreter, object, name, expr, scope)
    if (object.kind === 'reference') return ofReference(interpreter, `${object.path}.${name}`, fallback)
    const there = has(interpreter, object, name, { expr, scope })
    return there === false ? fallback : there && attribute(interpreter, object, name, expr, scope)
  },
  hasattr: (interpreter, { args: [object, attr] }, site) => {
    const name = stringOf(attr)
    const there = object && name !== undefined ? has(interpreter, object, name, site) : undefined
    return there === undefined ? undefined : constant(there)
  },
  setattr: (interpreter, { args: [object, attr, value] }, { expr, scope }) => {
    const name = stringOf(attr)
    if ((object?.kind !== 'object' && object?.kind !== 'class') || name === undefined || !value)
      return undefined
    setAttribute(interpreter, object, name, value, uncalled(expr, scope))
    return constant(null)
  },
  type: (interpreter, given, site) => {
    const { args, keywords } = given
    const [object, ...others] = args
    if (others.length === 2) return newClass(interpreter, undefined, given, site)
    if (object?.kind === 'class' && others.length + keywords.size === 0) return metaclassOf(object)
    if (object?.kind === 'reference' && others.length + keywords.size === 0) {
      const path = interpreter.outside.metaclass?.(object.path)
      return path === undefined ? undefined : { kind: 'reference', path }
    }
    const isInstance = object?.kind === 'object' || object?.kind === 'member'
    return isInstance && others.length + keywords.size === 0 ? object.class : undefined
  },
  callable: (_, { args: [object] }) => {
    const known = object && isCallable(object)
    return known === undefined ? undefined : constant(known)
  },
  isinstance: (interpreter, { args: [object, type] }) => {
    const known = object && type && (isInstance(object, type) ?? isInstanceOfMeta(interpreter, object, type))
    return known === undefined ? undefined : constant(known)
  },
  issubclass: (_, { args: [object, type] }) => {
    const known = object?.kind === 'class' && type ? isSubclass(object, type) : undefined
    return known === undefined ? undefined : constant(known)
  },
}

/** `getattr()` of something outside of the repository: what stands there, where that is known. */
function ofReference({ outside }: Interpreter, path: string, fallback: Value): Value | undefined {
  return outside.name?.(path) ?? (outside.lacks?.(path) ? fallback : undefined)
}

function has(interpreter: Interpreter, object: Value, name: string, site: Site): boolean | undefined {
  if (object.kind === 'class') {
    const found = findIn(linearize(object), name)
    return found.kind === 'own' ? true : found.kind === 'none' && !object.enumeration ? false : undefined
  }
  if (object.kind === 'const' && object.value === null) return /^__\w+__$/.test(name) ? undefined : false
  if (object.kind === 'reference') return hasOutside(interpreter, `${object.path}.${name}`)
  if (object.kind !== 'object') return undefined
  if (object.attributes.has(name)) return true
  const found = findIn(orderOf(object), name)
  if (found.kind === 'own') return found.value.kind === 'function' || !object.lost ? true : undefined
  if (object.lost || instanceAttribute(interpreter, object, name, site, 'value')) return undefined
  return found.kind === 'none' && findIn(orderOf(object), '__getattr__').kind === 'none' ? false : undefined
}

function hasOutside({ outside }: Interpreter, path: string): boolean | undefined {
  if (outside.name?.(path)) return true
  return outside.lacks?.(path) ? false : undefined
}

function isCallable(object: Value): boolean | undefined {
  switch (object.kind) {
    case 'function':
    case 'class':
      return true
    case 'const':
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
      return false
    case 'object':
    case 'member': {
      const found = findIn(orderOf(object), '__call__')
      return found.kind === 'own' ? true : found.kind === 'none' ? false : undefined
    }
    default:
      return undefined
  }
}

/** Python's types of plain values, each with the types that it is of as well. */
function typesOf(object: Value): readonly string[] | undefined {
  switch (object.kind) {
    case 'list':
    case 'tuple':
    case 'dict':
      return [object.kind]
    case 'set':
      return [object.isFrozen ? 'frozenset' : 'set']
    case 'const': {
      const known = object.value
      if (known === null) return ['NoneType']
      if (typeof known === 'boolean') return ['bool', 'int']
      if (typeof known === 'object') return [known.kind]
      return [typeof known === 'string' ? 'str' : 'int']
    }
    default:
      return undefined
  }
}

const plainTypes = new Set('str int float bool bytes list tuple set frozenset dict complex type'.split(' '))

function isInstance(object: Value, type: Value): boolean | undefined {
  if (type.kind === 'tuple') return either(type.items.map((each) => isInstance(object, each)))
  if (type.kind === 'reference' && type.path === 'builtins.object') return true
  if (object.kind === 'object' || object.kind === 'member') return isSubclass(object.class, type)
  const types = typesOf(object)
  if (!types) return undefined
  if (type.kind === 'class') return type.keywords.has('metaclass') ? undefined : false
  const name = type.kind === 'reference' ? type.path.replace('builtins.', '') : ''
  return plainTypes.has(name) ? types.includes(name) : undefined
}

function isSubclass(owner: ClassValue, type: Value): boolean | undefined {
  if (type.kind === 'tuple') return either(type.items.map((each) => isSubclass(owner, each)))
  const order = linearize(owner)
  if (!order) return undefined
  if (order.includes(type)) return true
  if (type.kind === 'reference') {
    if (order.some((base) => base.kind === 'reference' && base.path === type.path)) return true
    const name = type.path.replace('builtins.', '')
    if (owner.enumeration && plainTypes.has(name)) return owner.enumeration.kind.mixin === name
    // What an outside class is made of is not known, nor whether another one counts it in.
    return plainTypes.has(name) && order.every((base) => base.kind === 'class') ? false : undefined
  }
  if (type.kind !== 'class' || type.keywords.has('metaclass')) return undefined
  // An abstract base class counts in what is registered with it, or what its hook says.
  const above = linearize(type) ?? []
  if (above.some((base) => (base.kind === 'class' ? hasHook(base) : isAbstractBase(base)))) return undefined
  // A class of the repository is no base of one outside of it.
  return order.every((base) => base.kind === 'class' || base.kind === 'reference') ? false : undefined
}

const hasHook = (base: ClassValue) =>
  base.attributes.has('__subclasshook__') || base.keywords.has('metaclass')

const isAbstractBase = (base: Value) =>
  base.kind === 'reference' && (base.path === 'abc.ABC' || base.path === 'typing.Protocol')

function either(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(true)) return true
  return results.includes(undefined) ? undefined : false
}
