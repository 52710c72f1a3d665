import type { TSESTree } from '@typescript-eslint/types'
import type { Interpreter } from './interpreter.ts'
import type { Scope } from './scope.ts'
import { constant, truth, type ConstValue, type Value } from './value.ts'

type Primitive = ConstValue['value']

const comparisons: Readonly<Record<string, (a: Primitive, b: Primitive) => boolean>> = {
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '==': (a, b) => (a === undefined ? null : a) === (b === undefined ? null : b),
  '!=': (a, b) => (a === undefined ? null : a) !== (b === undefined ? null : b),
}

const ordered: Readonly<Record<string, (a: number | string, b: number | string) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

export function binary(
  interpreter: Interpreter,
  { operator, ...node }: TSESTree.BinaryExpression,
  left: Value,
  right: Value,
  scope: Scope,
): Value {
  const known =
    left.kind === 'const' && right.kind === 'const' ? primitive(operator, left.value, right.value) : undefined
  if (known !== undefined) return constant(known)
  // Texts, numbers and their like are of no class.
  if (operator === 'instanceof' && left.kind === 'const') return constant(false)
  const isObject = (value: Value): boolean => truth(value) === true && value.kind !== 'const'
  const nothing = (value: Value): boolean =>
    value.kind === 'const' && (value.value === null || value.value === undefined)
  // An object is never `null`: how code asks whether there is one.
  if ((isObject(left) && nothing(right)) || (nothing(left) && isObject(right))) {
    if (operator === '===' || operator === '==') return constant(false)
    if (operator === '!==' || operator === '!=') return constant(true)
  }
  return interpreter.unresolved(
    `\`${operator}\` of what is not known`,
    node as TSESTree.BinaryExpression,
    scope,
  )
}

const isNothing = (value: Primitive): boolean => value === null || value === undefined

/** Undefined where the language would turn one type into another, which is seldom meant. */
function primitive(operator: string, left: Primitive, right: Primitive): Primitive {
  const sameType = typeof left === typeof right
  const compare = comparisons[operator]
  if (compare && (sameType || operator.length === 3 || isNothing(left) || isNothing(right)))
    return compare(left, right)
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return String(left) + String(right)
  if (typeof left === 'number' && typeof right === 'number') {
    if (operator === '+') return left + right
    const count = arithmetic[operator]
    if (count) return count(left, right)
  }
  const isOrdered = (value: Primitive): value is number | string =>
    typeof value === 'number' || typeof value === 'string'
  const order = ordered[operator]
  return order && sameType && isOrdered(left) && isOrdered(right) ? order(left, right) : undefined
}

export function unary(
  interpreter: Interpreter,
  node: TSESTree.UnaryExpression,
  value: Value,
  scope: Scope,
): Value {
  if (node.operator === 'void') return constant(undefined)
  if (node.operator === '!') {
    const isTrue = truth(value)
    if (isTrue !== undefined) return constant(!isTrue)
  }
  if (value.kind === 'const') {
    if (node.operator === 'typeof') return constant(value.value === null ? 'object' : typeof value.value)
    if (node.operator === '-' && typeof value.value === 'number') return constant(-value.value)
    if (node.operator === '+' && typeof value.value !== 'bigint') return constant(Number(value.value))
  }
  return interpreter.unresolved(`\`${node.operator}\` of what is not known`, node, scope)
}
