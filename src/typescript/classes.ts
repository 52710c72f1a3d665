import type { TSESTree } from '@typescript-eslint/types'
import { functionValue } from './declarations.ts'
import { evaluate, keyOf } from './evaluate.ts'
import { originOf, type Interpreter } from './interpreter.ts'
import { Scope } from './scope.ts'
import { constant, type ClassValue, type InstanceValue, type Value } from './value.ts'

/** The class that a class extends: one of the repository, something outside, or undefined where it extends none. */
export function superClass(interpreter: Interpreter, { code, scope }: ClassValue): Value | undefined {
  return code.superClass ? interpreter.evaluate(code.superClass, scope) : undefined
}

/** A class and those that it extends, as far as they are of the repository. */
export function classChain(interpreter: Interpreter, start: ClassValue): readonly ClassValue[] {
  const chain: ClassValue[] = []
  let next: Value | undefined = start
  while (next?.kind === 'class' && !chain.some(({ code }) => code === (next as ClassValue).code)) {
    chain.push(next)
    next = superClass(interpreter, next)
  }
  return chain
}

/** An instance, its properties set by the initialisers of its classes; constructors are not run. */
export function instantiate(interpreter: Interpreter, made: ClassValue): InstanceValue {
  const instance = emptyInstance(made)
  for (const owner of classChain(interpreter, made).toReversed()) initialise(interpreter, owner, instance)
  return instance
}

export function emptyInstance(made: ClassValue): InstanceValue {
  return { kind: 'instance', class: made, properties: new Map(), origin: made.origin }
}

/** Sets the properties for which a class itself has initialisers. */
export function initialise(interpreter: Interpreter, owner: ClassValue, instance: InstanceValue): void {
  const scope = new Scope(owner.scope.file, owner.scope)
  scope.declare('this', instance)
  scope.declare('super', owner)
  for (const member of owner.code.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static || !member.value) continue
    const name = keyOf(interpreter, member, owner.scope)
    if (name !== undefined) instance.properties.set(name, evaluate(interpreter, member.value, scope, name))
  }
}

/** A static member of a class, or a property or method of an instance; undefined where nothing has it. */
export function classMember(
  interpreter: Interpreter,
  object: ClassValue | InstanceValue,
  name: string,
): Value | undefined {
  const own = object.kind === 'class' ? undefined : object.properties.get(name)
  return own ?? memberFrom(interpreter, object.kind === 'class' ? object : object.class, object, name)
}

/** What `super.name` is where code stands in a method; undefined where the class above has no such thing, or is not known. */
export function superMember(interpreter: Interpreter, name: string, scope: Scope): Value | undefined {
  const [owner, receiver] = [scope.get('super'), scope.get('this')]
  if (owner?.kind !== 'class' || (receiver?.kind !== 'class' && receiver?.kind !== 'instance'))
    return undefined
  const above = superClass(interpreter, owner)
  if (above?.kind === 'class') return memberFrom(interpreter, above, receiver, name)
  return above?.kind === 'outside' && receiver.kind === 'instance'
    ? interpreter.hooks.inherited?.(above, name, receiver, interpreter)
    : undefined
}

/** A member that a class has or inherits, bound to a receiver. */
function memberFrom(
  interpreter: Interpreter,
  start: ClassValue,
  receiver: ClassValue | InstanceValue,
  name: string,
): Value | undefined {
  const isStatic = receiver.kind === 'class'
  const chain = classChain(interpreter, start)
  for (const owner of chain) {
    const member = memberNode(interpreter, owner, name, isStatic)
    if (!member) continue
    if (member.type === 'PropertyDefinition')
      return member.value ? evaluate(interpreter, member.value, owner.scope, name) : constant(undefined)
    if (member.kind !== 'method')
      return {
        kind: 'unresolved',
        reason: 'it is worked out when it is asked for',
        origin: originOf(member, owner.scope),
      }
    if (!('body' in member.value) || !member.value.body) continue
    return { ...functionValue(member.value, owner.scope, name), receiver, owner }
  }
  if (isStatic) return name === 'name' ? constant(receiver.name) : undefined
  const above = superClass(interpreter, chain.at(-1)!)
  return above?.kind === 'outside'
    ? interpreter.hooks.inherited?.(above, name, receiver, interpreter)
    : undefined
}

/** The node of a class's own member. */
export function memberNode(
  interpreter: Interpreter,
  owner: ClassValue,
  name: string,
  isStatic = false,
): TSESTree.PropertyDefinition | TSESTree.MethodDefinition | undefined {
  for (const member of owner.code.body.body) {
    if (member.type !== 'PropertyDefinition' && member.type !== 'MethodDefinition') continue
    if (member.static === isStatic && keyOf(interpreter, member, owner.scope) === name) return member
  }
  return undefined
}
