import type { Expr } from './ast.ts'
import type { Interpreter } from './interpreter.ts'
import { mayTransform, roleOf } from './decorators.ts'
import { instanceAttribute } from './instances.ts'
import { ofNamespace, propertyOfMade } from './made-objects.ts'
import { ofEnumeration, ofMember } from './members.ts'
import { linearize } from './mro.ts'
import { candidates } from './objects.ts'
import { bounded } from './bounded.ts'
import type { Scope } from './scope.ts'
import { constant, type ClassValue, type Value } from './value.ts'

/** `object.name`; `use` says whether it is about to be called. */
export function attribute(
  interpreter: Interpreter,
  object: Value,
  name: string,
  expr: Expr | undefined,
  scope: Scope,
  use: 'call' | 'value' = 'value',
): Value {
  switch (object.kind) {
    case 'reference': {
      const path = `${object.path}.${name}`
      return interpreter.external(path)
    }
    case 'module': {
      const value = interpreter.moduleAttribute(object.path, object.dotted, name)
      return value ?? interpreter.unresolved(`\`${name}\` is not found in ${object.path}`, expr, scope)
    }
    case 'class': {
      const value = mayTransform(interpreter, object) ? undefined : ofClass(interpreter, object, name)
      return (
        interpreter.outside.classAttribute?.(object, name) ??
        value ??
        ofEveryClass(interpreter, object, name) ??
        interpreter.unresolved(`\`${object.name}\` has no \`${name}\` that can be read`, expr, scope)
      )
    }
    case 'object':
    case 'member':
    case 'super': {
      const site = { expr, scope }
      const own =
        object.kind === 'member' ? instanceAttribute(interpreter, object, name, site, 'value') : undefined
      const value =
        own ??
        (object.kind === 'member' ? ofMember(interpreter, object, name, site) : undefined) ??
        instanceAttribute(interpreter, object, name, site, use)
      if (value) return value
      // It may be one of the lists that the object holds, by another name; what changes it leaves the object itself.
      const self = object.kind === 'super' ? object.object : object
      const held = self.kind === 'class' ? [] : [...self.attributes.values()].flatMap(candidates)
      return interpreter.lost({ reason: `it has no \`${name}\` that can be read`, expr, scope }, held)
    }
    case 'const':
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
    case 'iterator':
    case 'call':
    case 'method': {
      const made =
        object.kind === 'call' && use === 'value'
          ? (ofNamespace(object, name) ?? propertyOfMade(interpreter, object, name, expr, scope))
          : undefined
      if (made) return made
      return { kind: 'method', object, name, origin: interpreter.origin(expr, scope) }
    }
    case 'unresolved': {
      const value = interpreter.unresolved(`\`${name}\` of what is not known`, expr, scope)
      return object.maybe ? { ...value, maybe: object.maybe } : value
    }
    default:
      return interpreter.unresolved(`\`${name}\` of what is not known`, expr, scope)
  }
}

/** An attribute of a class: what its body or a base sets, or what an enumeration has. */
function ofClass(interpreter: Interpreter, object: ClassValue, name: string): Value | undefined {
  const value = inherited(object, name)
  if (value?.kind === 'function' && roleOf(interpreter, value) === 'classmethod')
    return { ...value, receiver: object }
  if (value && (value.kind !== 'unresolved' || !object.enumeration)) return value
  return (object.enumeration && ofEnumeration(interpreter, object, name)) ?? value
}

function ofEveryClass(interpreter: Interpreter, object: ClassValue, name: string): Value | undefined {
  switch (name) {
    case '__name__':
      return constant(object.name)
    case '__qualname__':
      return constant(object.qualname)
    case '__module__':
      return constant(interpreter.modules.name(object.origin.path))
    default:
      return undefined
  }
}

/**
 * An attribute of a class as its body sets it, its own or inherited, in Python's method resolution order. It
 * is unresolved where a base that is not in the repository comes before and may have it too; undefined where
 * no class of the repository has it. What is too large to be walked through is unresolved as well.
 */
export function classAttribute(value: ClassValue, name: string): Value | undefined {
  const found = inherited(value, name)
  return found && bounded(found)
}

/** An attribute that a class or a base of it in the repository sets; unresolved where another base comes before. */
export function inherited(value: ClassValue, name: string): Value | undefined {
  const own = value.attributes.get(name)
  if (own) return own
  const order = linearize(value)
  const index = order?.findIndex((base) => base.kind === 'class' && base.attributes.has(name)) ?? -1
  const owner = order?.[index]
  if (owner?.kind !== 'class') return undefined
  const earlier = order?.slice(0, index).find((base) => base.kind !== 'class' && !isBuiltinObject(base))
  if (!earlier) return owner.attributes.get(name)
  const reason = `a base of \`${value.name}\` that cannot be read may have \`${name}\``
  return { kind: 'unresolved', reason, expr: undefined, origin: value.origin }
}

/** The base that every class has. */
export function isBuiltinObject(base: Value): boolean {
  return base.kind === 'reference' && base.path === 'builtins.object'
}
