import { callExpression, newExpression } from './calls.ts'
import { classValue, functionValue } from './declarations.ts'
import { originOf, type Interpreter } from './interpreter.ts'
import { propertyOf } from './members.ts'
import { binary, unary } from './operators.ts'
import { assign } from './assign.ts'
import { regexValue } from './regular-expressions.ts'
import type { Scope } from './scope.ts'
import type { Expression } from './syntax.ts'
import {
  asText,
  constant,
  textOf,
  truth,
  undefinedValue,
  type ArrayValue,
  type ObjectValue,
  type Value,
} from './value.ts'
import type { TSESTree } from '@typescript-eslint/types'

/** @param name what a function or a class without a name is called by */
export function evaluate(interpreter: Interpreter, node: Expression, scope: Scope, name = ''): Value {
  if (!interpreter.step()) return interpreter.unresolved('it takes too many steps', node, scope)
  const value = (inner: Expression): Value => evaluate(interpreter, inner, scope)
  switch (node.type) {
    case 'Literal':
      if (!('regex' in node)) return constant(node.value)
      return (
        regexValue(node.regex.pattern, node.regex.flags) ??
        interpreter.unresolved('a regular expression that may take long is not run', node, scope)
      )
    case 'TemplateLiteral':
      return template(interpreter, node, scope)
    case 'Identifier':
      return identifier(interpreter, node, scope)
    case 'ThisExpression':
      return scope.get('this') ?? interpreter.unresolved('`this` is not known', node, scope)
    case 'ArrayExpression':
      return array(interpreter, node, scope)
    case 'ObjectExpression':
      return object(interpreter, node, scope)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return functionValue(node, scope, node.id?.name ?? name)
    case 'ClassExpression':
      return classValue(node, scope, node.id?.name ?? name)
    case 'MemberExpression':
      return propertyOf(interpreter, node, scope)
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return evaluate(interpreter, node.expression, scope, name)
    case 'AwaitExpression':
      return value(node.argument)
    case 'SequenceExpression':
      return node.expressions.map(value).at(-1) ?? undefinedValue
    case 'ConditionalExpression':
      return conditional(interpreter, node, scope)
    case 'LogicalExpression':
      return logical(interpreter, node, scope)
    case 'BinaryExpression':
      if (node.left.type === 'PrivateIdentifier') break
      return binary(interpreter, node, value(node.left), value(node.right), scope)
    case 'UnaryExpression':
      return unary(interpreter, node, value(node.argument), scope)
    case 'AssignmentExpression':
      return assign(interpreter, node, scope)
    case 'CallExpression':
      return callExpression(interpreter, node, scope)
    case 'NewExpression':
      return newExpression(interpreter, node, scope)
    default:
  }
  return interpreter.unresolved(`${node.type} is not followed`, node, scope)
}

function identifier(interpreter: Interpreter, node: TSESTree.Identifier, scope: Scope): Value {
  const found = scope.get(node.name)
  if (found) return found
  return node.name === 'undefined' ? undefinedValue : { kind: 'outside', from: undefined, name: node.name }
}

function template(interpreter: Interpreter, node: TSESTree.TemplateLiteral, scope: Scope): Value {
  const pieces = ['']
  let hole: Expression | undefined
  const add = (text: string): void => {
    pieces.push(pieces.pop()! + text)
  }
  for (const [index, { value: written }] of node.quasis.entries()) {
    add(written.cooked ?? '')
    const expression = node.expressions[index]
    if (!expression) continue
    const value = evaluate(interpreter, expression, scope)
    const text = asText(value)
    if (text !== undefined) add(text)
    else {
      hole ??= expression
      pieces.push('')
    }
  }
  return hole
    ? { ...interpreter.unresolved('a part of the text is not known', hole, scope), pieces }
    : constant(pieces[0])
}

function array(interpreter: Interpreter, node: TSESTree.ArrayExpression, scope: Scope): ArrayValue {
  return {
    kind: 'array',
    items: spreadItems(interpreter, node.elements, scope),
    origin: originOf(node, scope),
  }
}

/** The items of an array or of the arguments of a call, with those that a spread brings. */
export function spreadItems(
  interpreter: Interpreter,
  nodes: readonly (Expression | TSESTree.SpreadElement | null)[],
  scope: Scope,
): Value[] {
  return nodes.flatMap((node): Value[] => {
    if (node === null) return [undefinedValue]
    if (node.type !== 'SpreadElement') return [evaluate(interpreter, node, scope)]
    const spread = evaluate(interpreter, node.argument, scope)
    if (spread.kind === 'array') return spread.items
    const text = textOf(spread)
    if (text !== undefined) return Array.from(text, constant)
    return [{ ...interpreter.unresolved('what is spread is not known', node.argument, scope), rest: true }]
  })
}

function object(interpreter: Interpreter, node: TSESTree.ObjectExpression, scope: Scope): ObjectValue {
  const made: ObjectValue = { kind: 'object', entries: new Map(), origin: originOf(node, scope) }
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = evaluate(interpreter, property.argument, scope)
      if (spread.kind === 'object') {
        for (const [name, value] of spread.entries) made.entries.set(name, value)
        if (spread.lost) made.lost = spread.lost
      } else if (spread.kind !== 'const') {
        const unknown = interpreter.unresolved('what is spread is not known', property.argument, scope)
        // It may give any of the names so far another value.
        for (const name of made.entries.keys()) made.entries.set(name, unknown)
        made.lost = unknown
      }
      continue
    }
    const name = keyOf(interpreter, property, scope)
    const value = evaluate(interpreter, property.value as Expression, scope, name ?? '')
    if (name === undefined) made.lost = interpreter.unresolved('a key is not known', property.key, scope)
    else
      made.entries.set(
        name,
        property.kind === 'init'
          ? value
          : interpreter.unresolved('it is worked out when it is asked for', property, scope),
      )
  }
  return made
}

/** The key of a property, or of a member of a class; undefined where it is not known. */
export function keyOf(
  interpreter: Interpreter,
  { key, computed }: { readonly key: Expression | TSESTree.PrivateIdentifier; readonly computed: boolean },
  scope: Scope,
): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!computed && key.type === 'Identifier') return key.name
  const value = evaluate(interpreter, key, scope)
  return value.kind === 'const' ? String(value.value) : undefined
}

function conditional(interpreter: Interpreter, node: TSESTree.ConditionalExpression, scope: Scope): Value {
  const test = evaluate(interpreter, node.test, scope)
  const isTrue = truth(test)
  if (isTrue !== undefined) return evaluate(interpreter, isTrue ? node.consequent : node.alternate, scope)
  const doubt = interpreter.unresolved('which of the two it is, is not known', node, scope)
  const alternatives = [node.consequent, node.alternate].map((branch) =>
    interpreter.doubting(doubt, () => evaluate(interpreter, branch, scope)),
  )
  return { ...doubt, alternatives }
}

function logical(interpreter: Interpreter, node: TSESTree.LogicalExpression, scope: Scope): Value {
  const left = evaluate(interpreter, node.left, scope)
  const right = (): Value => evaluate(interpreter, node.right, scope)
  if (node.operator === '??') {
    if (left.kind === 'const') return left.value === null || left.value === undefined ? right() : left
    if (truth(left) === true) return left
  } else {
    const isTrue = truth(left)
    if (isTrue !== undefined) return isTrue === (node.operator === '&&') ? right() : left
  }
  const doubt = interpreter.unresolved('which of the two it is, is not known', node, scope)
  interpreter.doubting(doubt, right)
  return doubt
}
