import type { TSESTree } from '@typescript-eslint/types'
import { classMember, superMember } from './classes.ts'
import { evaluate } from './evaluate.ts'
import type { Interpreter } from './interpreter.ts'
import type { Scope } from './scope.ts'
import type { Node } from './syntax.ts'
import { constant, undefinedValue, type ArrayValue, type Value } from './value.ts'

/** `object.name` and `object[name]`. */
export function propertyOf(interpreter: Interpreter, node: TSESTree.MemberExpression, scope: Scope): Value {
  if (node.object.type === 'Super') {
    const name = propertyKey(interpreter, node, scope)
    const found = name === undefined ? undefined : superMember(interpreter, name, scope)
    return found ?? interpreter.unresolved('what the class above has is not known', node, scope)
  }
  const object = evaluate(interpreter, node.object, scope)
  const isNothing = object.kind === 'const' && (object.value === null || object.value === undefined)
  if (node.optional && isNothing) return undefinedValue
  const key = propertyKey(interpreter, node, scope)
  if (key === undefined) return interpreter.unresolved('which part is asked for is not known', node, scope)
  return memberOf(interpreter, object, key, node, scope)
}

/** The name that a member expression asks for; undefined where it is not known. */
export function propertyKey(
  interpreter: Interpreter,
  { property, computed }: TSESTree.MemberExpression,
  scope: Scope,
): string | undefined {
  if (property.type === 'PrivateIdentifier') return `#${property.name}`
  if (!computed) return property.name
  const value = evaluate(interpreter, property, scope)
  return value.kind === 'const' ? String(value.value) : undefined
}

/** A part of a value by its name. Methods of texts and arrays are for `builtins.ts`: they are called, never kept. */
export function memberOf(
  interpreter: Interpreter,
  object: Value,
  name: string,
  node: Node,
  scope: Scope,
): Value {
  const unknown = (reason: string): Value => interpreter.unresolved(reason, node, scope)
  switch (object.kind) {
    case 'object':
      return object.entries.get(name) ?? object.lost ?? undefinedValue
    case 'array':
      return itemOf(object, name) ?? unknown(`\`${name}\` of an array is not known`)
    case 'const':
      if (name === 'length' && typeof object.value === 'string') return constant(object.value.length)
      if (typeof object.value === 'string' && /^\d{1,9}$/.test(name))
        return constant(object.value[Number(name)])
      return unknown(`\`${name}\` of ${object.value === null ? 'null' : typeof object.value} is not known`)
    case 'module': {
      const names = interpreter.exportedNames(object.path)
      if (name === 'default' && !names.includes('default')) return object
      return interpreter.exported(object.path, name)
    }
    case 'class':
    case 'instance':
      return classMember(interpreter, object, name) ?? unknown(`\`${name}\` is not there`)
    case 'host':
      return interpreter.hooks.part?.(object, name) ?? { kind: 'host', name: `${object.name}.${name}` }
    case 'outside':
      return { ...object, name: object.name === '' ? name : `${object.name}.${name}` }
    case 'unresolved':
      return unknown(object.reason)
    default:
      return unknown(`\`${name}\` of it is not known`)
  }
}

function itemOf({ items }: ArrayValue, name: string): Value | undefined {
  const rest = items.findIndex((item) => item.kind === 'unresolved' && item.rest)
  if (name === 'length') return rest < 0 ? constant(items.length) : undefined
  const index = /^\d{1,9}$/.test(name) ? Number(name) : undefined
  if (index === undefined) return undefined
  if (rest >= 0 && index >= rest) return undefined
  return items[index] ?? undefinedValue
}
