import type { ClassDef } from './ast.ts'
import { carryOut, type Arguments, type Site } from './calls.ts'
import { findIn, metaclassOf } from './class-chain.ts'
import { kindOf } from './decorators.ts'
import { dictOf, hasOnlyKnownKeys } from './dicts.ts'
import type { Interpreter } from './interpreter.ts'
import { linearize } from './mro.ts'
import { Raised } from './raised.ts'
import { constant, stringOf, type ClassValue, type Value } from './value.ts'

/**
 * What the metaclass of a class makes of it (`metaclass.__new__(metaclass, name, bases, namespace)`, then `__init__`):
 * a class with what it was made with, and what was set on it afterwards. The class itself stays what its body says.
 * A string says why that cannot be told; undefined where it has no metaclass of the repository.
 */
export function makeByMetaclass(
  interpreter: Interpreter,
  value: ClassValue,
): ClassValue | string | undefined {
  const metaclass = metaclassOf(value)
  if (!metaclass) return undefined
  const why = whyNotRun(interpreter, metaclass)
  if (why !== undefined) return why
  const site = { expr: undefined, scope: value.scope }
  const bases: Value = { kind: 'tuple', items: [...value.bases], origin: value.origin }
  const namespace = namespaceOf(interpreter, value)
  const keywords = new Map([...value.keywords].filter(([name]) => name !== 'metaclass'))
  const given = { args: [constant(value.name), bases, namespace], keywords }
  const run = () => {
    const made = callOwn(
      interpreter,
      metaclass,
      '__new__',
      { ...given, args: [metaclass, ...given.args] },
      site,
    )
    const result = made ?? newClass(interpreter, metaclass, given, site)
    if (result?.kind === 'class' && result.declared)
      callOwn(interpreter, metaclass, '__init__', { ...given, args: [result, ...given.args] }, site)
    return result
  }
  try {
    const result = interpreter.apart(run)
    if (result?.kind !== 'class' || !result.declared) return 'what it gives is not known'
    return result.name === value.name && isSameList(result.bases, value.bases)
      ? result
      : 'it gives the class another name or other bases'
  } catch (error) {
    if (!(error instanceof Raised)) throw error
    return 'it raises'
  }
}

function isSameList(one: readonly Value[], other: readonly Value[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}

/** A metaclass that makes classes in another way than by `__new__` and `__init__`, or of which not all is known. */
function whyNotRun(interpreter: Interpreter, metaclass: ClassValue): string | undefined {
  const order = linearize(metaclass)
  if (!order) return 'its bases cannot be read'
  for (const one of order) {
    if (one.kind !== 'class') {
      if (one.kind !== 'reference' || kindOf(interpreter, one) !== 'transparent')
        return 'a base of it is not known'
    } else if (one.keywords.has('metaclass') || one.attributes.has('__prepare__'))
      return `\`${one.name}\` makes classes in a way that is not followed`
  }
  return undefined
}

/** What the body of a class leaves for its metaclass; what a condition decides may be there or not. */
function namespaceOf(interpreter: Interpreter, value: ClassValue): Value & { kind: 'dict' } {
  const own = new Map<string, Value>([
    ['__module__', constant(interpreter.modules.name(value.origin.path))],
    ['__qualname__', constant(value.qualname)],
    ...value.attributes,
  ])
  return dictOf(
    [...own].map(([name, each]) => ({ key: constant(name), value: each })),
    value.origin,
  )
}

/** Runs a method that a metaclass of the repository defines; undefined where none does. */
function callOwn(
  interpreter: Interpreter,
  metaclass: ClassValue,
  name: string,
  given: Arguments,
  site: Site,
): Value | undefined {
  const found = findIn(linearize(metaclass), name)
  if (found.kind !== 'own') return undefined
  if (found.value.kind === 'function') return carryOut(interpreter, found.value, given, site)
  return interpreter.unresolved(`\`${name}\` of the metaclass cannot be read`, undefined, site.scope)
}

/** `super().__new__(…)` and `super().__init__(…)` of a metaclass, where the class above is `type` or does no more. */
export function typeMethod(
  interpreter: Interpreter,
  path: string,
  name: string,
  given: Arguments,
  site: Site,
): Value | undefined {
  if (kindOf(interpreter, { kind: 'reference', path }) !== 'transparent') return undefined
  if (name === '__init__') return constant(null)
  const [metaclass, ...args] = given.args
  if (name !== '__new__' || metaclass?.kind !== 'class') return undefined
  return newClass(interpreter, metaclass, { ...given, args }, site)
}

/** `type.__new__(metaclass, name, bases, namespace)` and the like. */
export function typeCall(
  interpreter: Interpreter,
  path: string,
  given: Arguments,
  site: Site,
): Value | undefined {
  const [, owner, name] = /^(.+)\.(__new__|__init__)$/.exec(path) ?? []
  return owner === undefined ? undefined : typeMethod(interpreter, owner, name!, given, site)
}

/**
 * `type(name, bases, namespace)`: undefined where not all of that is known, and where a file is run. Whoever looks for
 * the classes of a file finds those that it declares, and one that a call makes is better not known than overlooked.
 */
export function newClass(
  interpreter: Interpreter,
  metaclass: ClassValue | undefined,
  { args, keywords }: Arguments,
  { expr, scope }: Site,
): ClassValue | undefined {
  if (!interpreter.isApart) return undefined
  const [title, bases, namespace] = args
  const name = stringOf(title)
  if (name === undefined || bases?.kind !== 'tuple' || namespace?.kind !== 'dict') return undefined
  if (!hasOnlyKnownKeys(namespace)) return undefined
  const declared = new Map<string, Value>()
  for (const { key, value } of namespace.entries) {
    const attribute = stringOf(key)
    if (attribute === undefined) return undefined
    if (!implied.has(attribute)) declared.set(attribute, value)
  }
  const place = expr ?? { start: namespace.origin.start, end: namespace.origin.end }
  const origin = expr ? interpreter.origin(expr, scope) : namespace.origin
  const code: ClassDef = {
    start: place.start,
    end: place.end,
    type: 'ClassDef',
    name,
    bases: [],
    keywords: [],
    body: [],
    decorators: [],
  }
  const made: ClassValue = {
    kind: 'class',
    name,
    qualname: name,
    bases: bases.items,
    keywords: new Map([...keywords, ...(metaclass ? [['metaclass', metaclass] as const] : [])]),
    decorators: [],
    attributes: new Map(declared),
    declared,
    isMade: true,
    code,
    scope,
    origin,
  }
  interpreter.made.push(made)
  return made
}

/** What stands in every namespace and is no attribute that anybody sets. */
const implied: ReadonlySet<string> = new Set(['__module__', '__qualname__', '__classcell__'])

/** Whether a class is of a metaclass; undefined where that is not known. */
export function isInstanceOfMeta(interpreter: Interpreter, object: Value, type: Value): boolean | undefined {
  if (object.kind !== 'class' && object.kind !== 'reference') return undefined
  if (type.kind !== 'class' && type.kind !== 'reference') return undefined
  const order = object.kind === 'class' ? linearize(object) : [object]
  if (!order) return undefined
  let isKnown = true
  for (const base of order) {
    const metaclass = ownMetaclass(interpreter, base, type)
    if (metaclass === 'unknown') isKnown = false
    else if (metaclass && isMetaclassBelow(metaclass, type)) return true
  }
  return isKnown ? false : undefined
}

function ownMetaclass(interpreter: Interpreter, base: Value, type: Value): Value | 'unknown' | undefined {
  if (base.kind === 'class') {
    const own = base.keywords.get('metaclass')
    if (base.enumeration) return 'unknown'
    return own === undefined || own.kind === 'class' || own.kind === 'reference' ? own : 'unknown'
  }
  if (base.kind !== 'reference') return 'unknown'
  // A class outside of the repository has no metaclass of it.
  if (base.path === 'builtins.object' || type.kind === 'class') return undefined
  const path = interpreter.outside.metaclass?.(base.path)
  return path === undefined ? 'unknown' : { kind: 'reference', path }
}

function isMetaclassBelow(metaclass: Value, type: Value): boolean {
  const line = metaclass.kind === 'class' ? (linearize(metaclass) ?? []) : [metaclass]
  return line.some(
    (one) =>
      one === type || (one.kind === 'reference' && type.kind === 'reference' && one.path === type.path),
  )
}
