import type { TSESTree } from '@typescript-eslint/types'
import { evaluate } from './evaluate.ts'
import type { Interpreter } from './interpreter.ts'
import { propertyKey } from './members.ts'
import { binary } from './operators.ts'
import { bindPattern } from './patterns.ts'
import type { Scope } from './scope.ts'
import type { Value } from './value.ts'

/** Carries out an assignment. What may not run leaves a value that is not known. */
export function assign(interpreter: Interpreter, node: TSESTree.AssignmentExpression, scope: Scope): Value {
  const right = evaluate(interpreter, node.right, scope)
  const value = valueOf(interpreter, node, right, scope)
  const doubt = interpreter.doubts.at(-1)
  put(interpreter, node.left, doubt ?? value, scope)
  return value
}

/** `a += b` is `a = a + b`; those that look first (`??=`) are not followed. */
function valueOf(
  interpreter: Interpreter,
  node: TSESTree.AssignmentExpression,
  right: Value,
  scope: Scope,
): Value {
  if (node.operator === '=') return right
  const operator = node.operator.slice(0, -1)
  if (['??', '||', '&&'].includes(operator))
    return interpreter.unresolved('what is assigned is not known', node, scope)
  const left = evaluate(interpreter, node.left, scope)
  return binary(
    interpreter,
    { ...node, operator } as unknown as TSESTree.BinaryExpression,
    left,
    right,
    scope,
  )
}

function put(interpreter: Interpreter, target: TSESTree.Expression, value: Value, scope: Scope): void {
  if (target.type === 'Identifier') {
    scope.assign(target.name, value)
    return
  }
  if (target.type !== 'MemberExpression') {
    for (const [name, part] of bindPattern(interpreter, target, value, scope)) scope.assign(name, part)
    return
  }
  const object = evaluate(interpreter, target.object, scope)
  const key = propertyKey(interpreter, target, scope)
  if (object.kind === 'object') {
    if (key === undefined) object.lost = interpreter.unresolved('a key is not known', target, scope)
    else object.entries.set(key, value)
  } else if (object.kind === 'instance' && key !== undefined) object.properties.set(key, value)
  else if (object.kind === 'array') {
    const unknown = interpreter.unresolved('an item is assigned', target, scope)
    object.items.splice(0, object.items.length, { ...unknown, rest: true })
  }
}
