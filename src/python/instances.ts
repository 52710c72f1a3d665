import { carryOut, refusal, type Arguments, type Site } from './calls.ts'
import { classOf, findIn, orderOf } from './class-chain.ts'
import { isPlainClass, roleOf } from './decorators.ts'
import type { Interpreter } from './interpreter.ts'
import { follow } from './follow.ts'
import { typeMethod } from './metaclasses.ts'
import { linearize } from './mro.ts'
import { uncalled } from './loss.ts'
import { candidates, loseAttributes } from './objects.ts'
import { Raised } from './raised.ts'
import { enclosingClass, outsideComprehensions, type Scope } from './scope.ts'
import {
  constant,
  type CallValue,
  type FunctionValue,
  type MemberValue,
  type MethodValue,
  type ObjectValue,
  type SuperValue,
  type UnresolvedValue,
  type Value,
} from './value.ts'

/** What an instance is made of, and looked at by. */
export type Instance = ObjectValue | MemberValue

type Within = (run: () => Value) => Value

/**
 * Makes the instance that a call of a class stands for, by running `__init__` along the method resolution order.
 * Unresolved where the call is of something else, of a class that makes its instances in another way, or raises.
 *
 * @param within how it is run: apart, unless it is a part of the file that is being run
 */
export function instantiate(
  interpreter: Interpreter,
  call: CallValue,
  within: Within = (run) => interpreter.apart(run),
): ObjectValue | UnresolvedValue {
  const { callee, origin } = call
  const unresolved = (reason: string): UnresolvedValue => ({
    kind: 'unresolved',
    reason,
    expr: call.expr,
    origin,
  })
  if (callee.kind !== 'class') return unresolved('it is no call of a class of the repository')
  const order = linearize(callee)
  if (!order) return unresolved(`the bases of \`${callee.name}\` cannot be read`)
  for (const base of order) {
    if (base.kind === 'unresolved') return unresolved(`a base of \`${callee.name}\` is not known`)
    if (base.kind !== 'class') continue
    if (!isPlainClass(interpreter, base)) return unresolved(`\`${base.name}\` has a decorator or a metaclass`)
    if (base.attributes.has('__new__')) return unresolved(`\`${base.name}\` has a \`__new__\` of its own`)
  }
  const object: ObjectValue = { kind: 'object', class: callee, attributes: new Map(), call, origin }
  const maker = findIn(order, '__init__')
  if (maker.kind === 'own' && maker.value.kind === 'function') {
    const why = refusal(interpreter, maker.value, { ...call, args: [object, ...call.args] })
    if (why !== undefined) return unresolved(why)
  }
  const result = attempt(interpreter, object, '__init__', call, within)
  return result === 'raised' ? unresolved('making it raises') : object
}

/** What a method of an object gives; unresolved where it cannot be carried out, or raises. */
export function callMethod(
  interpreter: Interpreter,
  object: Instance,
  name: string,
  given: Arguments,
): Value {
  const result = attempt(interpreter, object, name, given, (run) => interpreter.apart(run))
  if (result !== 'raised') return result
  return interpreter.unresolved(`\`${name}()\` raises`, undefined, object.class.scope)
}

function attempt(
  interpreter: Interpreter,
  object: Instance,
  name: string,
  given: Arguments,
  within: Within,
): Value | 'raised' {
  const site = { expr: undefined, scope: object.class.scope }
  const run = () => {
    const method = instanceAttribute(interpreter, object, name, site, 'call')
    if (method?.kind === 'method') return boundCall(interpreter, method, given, site)
    if (method?.kind === 'function') return carryOut(interpreter, method, given, site)
    return interpreter.unresolved(
      `\`${object.class.name}\` has no \`${name}\` that can be read`,
      undefined,
      site.scope,
    )
  }
  try {
    return within(run)
  } catch (error) {
    if (!(error instanceof Raised)) throw error
    return 'raised'
  }
}

/**
 * `object.name` of an instance or of `super()`: what is set on the object, then what its classes have, bound to it.
 * Undefined where it is not there as far as that is known. `use` says whether it is about to be called: what classes
 * outside of the repository have is then taken to be a method.
 */
export function instanceAttribute(
  interpreter: Interpreter,
  object: Instance | SuperValue,
  name: string,
  site: Site,
  use: 'call' | 'value',
): Value | undefined {
  const self = object.kind === 'super' ? object.object : object
  const own = object.kind === 'super' ? undefined : object.attributes.get(name)
  const lost = object.kind === 'object' ? object.lost : undefined
  const found = findIn(orderOf(object), name)
  const origin = interpreter.origin(site.expr, site.scope)
  if (found.kind !== 'own') {
    if (own) return own
    if (name === '__class__') return classOf(self)
    if (found.kind === 'outside' && (use === 'call' || name === '__new__'))
      return { kind: 'method', object: self, name, found: found.owner, origin }
    if (found.kind === 'none' && Object.hasOwn(universal, name))
      return {
        kind: 'method',
        object: self,
        name,
        found: { kind: 'reference', path: 'builtins.object' },
        origin,
      }
    const known =
      found.kind === 'outside' && !lost
        ? interpreter.outside.name?.(`${found.owner.path}.${name}`)
        : undefined
    return known ?? lost
  }
  const { value } = found
  if (value.kind !== 'function')
    return own ?? (lost ? { ...lost, maybe: [...(lost.maybe ?? []), ...candidates(value)] } : value)
  const role = roleOf(interpreter, value)
  if (role === 'property') return got(interpreter, value, self, site)
  if (own) return own
  switch (role) {
    case 'function':
      return self.kind === 'class' ? value : { kind: 'method', object: self, name, found: value, origin }
    case 'staticmethod':
      return value
    case 'classmethod':
      return { ...value, receiver: classOf(self) }
    case 'class property':
      return got(interpreter, value, classOf(self), site)
    case 'cached property': {
      const result = got(interpreter, value, self, site)
      if (self.kind !== 'class') self.attributes.set(name, result)
      return result
    }
    default:
      return undefined
  }
}

/** `self.name = value`: by the setter of a property, or a `__setattr__`, where the classes have one. */
export function setInstanceAttribute(
  interpreter: Interpreter,
  object: Instance,
  name: string,
  value: Value,
  site: Site,
): void {
  const order = orderOf(object)
  const setter = findIn(order, '__setattr__')
  const found = findIn(order, name)
  const own = found.kind === 'own' && found.value.kind === 'function' ? found.value : undefined
  if (setter.kind === 'own' && setter.value.kind === 'function') {
    carryOut(interpreter, setter.value, { args: [object, constant(name), value], keywords: new Map() }, site)
  } else if (own && roleOf(interpreter, own) === 'property') {
    if (own.setter)
      carryOut(interpreter, undecorated(own.setter), { args: [object, value], keywords: new Map() }, site)
    else interpreter.doubt()
  } else object.attributes.set(name, value)
}

/** The function under `@name.setter`. */
const undecorated = (setter: FunctionValue): FunctionValue =>
  setter.code.type === 'FunctionDef'
    ? { ...setter, decorators: [], code: { ...setter.code, decorators: [] } }
    : setter

/** A value as `str()` and `format()` are to show it: what a `__str__` of the repository gives stands for its object. */
export function shownAs(interpreter: Interpreter, value: Value, site: Site): Value {
  if (value.kind !== 'object' && value.kind !== 'member') return value
  const order = orderOf(value)
  if (findIn(order, '__str__').kind !== 'own' || findIn(order, '__format__').kind === 'own') return value
  const method = instanceAttribute(interpreter, value, '__str__', site, 'call')
  if (method?.kind !== 'method') return value
  return boundCall(interpreter, method, { args: [], keywords: new Map() }, site)
}

function got(interpreter: Interpreter, getter: FunctionValue, self: Value, site: Site): Value {
  return carryOut(interpreter, getter, { args: [self], keywords: new Map() }, site)
}

/** `super()` in a method, or `super(Class, object)`. */
export function superOf(args: readonly Value[], scope: Scope): SuperValue | undefined {
  const inner = outsideComprehensions(scope)
  const first = inner.callee?.params[0]?.name
  const binding = first === undefined ? undefined : inner.names.get(first)
  const [after, object] = args.length === 0 ? [enclosingClass(inner), binding] : args
  if (after?.kind !== 'class') return undefined
  if (object?.kind !== 'object' && object?.kind !== 'member' && object?.kind !== 'class') return undefined
  return { kind: 'super', object, after }
}

/** Calls a method that was found for an object or a class. */
export function boundCall(
  interpreter: Interpreter,
  method: MethodValue,
  given: Arguments,
  site: Site,
): Value {
  const { object, name, found, origin } = method
  if (found?.kind === 'function')
    return carryOut(interpreter, found, { ...given, args: [object, ...given.args] }, site)
  const ofType =
    found && object.kind === 'class' ? typeMethod(interpreter, found.path, name, given, site) : undefined
  if (ofType) return ofType
  if (found?.path === 'builtins.object') {
    const result = universal[name]?.(object, given)
    if (result) return result
  } else if (found && object.kind === 'object') {
    const result = interpreter.outside.method?.(found.path, object, name, given, origin)
    if (result) return result
  } else if (found) {
    const result = interpreter.outside.call?.(`${found.path}.${name}`, given, origin)
    if (result) return result
  }
  loseMethod(interpreter, method, [], site)
  return interpreter.unresolved(
    `what \`${name}()\` of ${found?.kind === 'reference' ? `\`${found.path}\`` : 'it'} does is not known`,
    site.expr,
    site.scope,
  )
}

/** After a call of a method that is not carried out. */
export function loseMethod(
  interpreter: Interpreter,
  { object, found }: MethodValue,
  args: readonly Value[],
  site: Site,
): void {
  const loss = uncalled(site.expr, site.scope)
  if (found?.kind === 'function') follow(interpreter, found, [object, ...args], loss)
  else if (object.kind === 'object') loseAttributes(interpreter, object, loss)
}

/** What every object has. */
const universal: Readonly<Record<string, (object: Value, given: Arguments) => Value | undefined>> = {
  __init__: (_, { args, keywords }) => (args.length + keywords.size === 0 ? constant(null) : undefined),
  __init_subclass__: () => constant(null),
  __setattr__: (object, { args: [name, value] }) => {
    if (object.kind !== 'object' || name?.kind !== 'const' || typeof name.value !== 'string' || !value)
      return undefined
    object.attributes.set(name.value, value)
    return constant(null)
  },
}
