import { unary } from '../../../python/arithmetic.ts'
import { constant, intOf, isSequence, type CallValue, type Value } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import { callOf, calleePath, tupleOf } from './calls.ts'
import { combined, inverted } from './conditions.ts'
import { durationOf, microsecondsOf } from './durations.ts'

/** What Django's expressions make of an operator (`Combinable` in django/db/models/expressions.py). */
const arithmetic: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%%',
  '**': '^',
}

/** What an operator gives of values in their normal form: conditions, durations, expressions; undefined for others. */
export function operation(op: string, call: CallValue, version: DjangoVersion): Value | undefined {
  const [left, right] = call.args
  if (!left) return undefined
  if (!right) return op === '~' ? negation(left, version, call) : minus(op, left, call)
  if (left.kind === 'tuple' && right.kind === 'tuple' && op === '+')
    return tupleOf([...left.items, ...right.items])
  return (
    combined(op, left, right, call) ?? durations(op, left, right, call) ?? expression(op, left, right, call)
  )
}

function negation(operand: Value, version: DjangoVersion, call: CallValue): Value | undefined {
  return inverted(operand, version, call)
}

function minus(op: string, operand: Value, call: CallValue): Value | undefined {
  if (op === '-' && isExpression(operand)) return combinedExpression(operand, '*', constant(-1), call)
  if (calleePath(operand) === 'datetime.timedelta') {
    const microseconds = microsecondsOf(operand as CallValue)
    return microseconds === undefined || op !== '-' ? undefined : durationOf(-microseconds, call)
  }
  const number = operand.kind === 'const' && (op === '-' || op === '+') ? unary(op, operand.value) : undefined
  return number === undefined ? undefined : constant(number)
}

/** `timedelta() + timedelta()`, `2 * timedelta()`, `timedelta() / 2` where nothing has to be rounded. */
function durations(op: string, left: Value, right: Value, call: CallValue): Value | undefined {
  const isDuration = (value: Value) => calleePath(value) === 'datetime.timedelta'
  const of = (value: Value) => (isDuration(value) ? microsecondsOf(value as CallValue) : undefined)
  const [a, b] = [of(left), of(right)]
  if (a !== undefined && b !== undefined && (op === '+' || op === '-'))
    return durationOf(op === '+' ? a + b : a - b, call)
  const divisor = intOf(right)
  if (op === '/' && a !== undefined && divisor)
    return a % BigInt(divisor) === 0n ? durationOf(a / BigInt(divisor), call) : undefined
  const [length, times] = a === undefined ? [b, intOf(left)] : [a, intOf(right)]
  if (op !== '*' || length === undefined || times === undefined) return undefined
  return durationOf(length * BigInt(times), call)
}

/** Whether a value is one of Django's own expressions, which make others with operators. */
function isExpression(value: Value): boolean {
  return /^django\.db\.models\.(?:[FV]|Func|Value|Case|ExpressionWrapper|expressions\.\w+|functions\.\w+\.\w+|aggregates\.\w+)$/.test(
    calleePath(value) ?? '',
  )
}

function expression(op: string, left: Value, right: Value, call: CallValue): Value | undefined {
  const connector = Object.hasOwn(arithmetic, op) ? arithmetic[op]! : undefined
  if (connector === undefined) return undefined
  if (isExpression(left)) return combinedExpression(left, connector, right, call)
  // The right one answers where the left one cannot: `1 - F('x')`.
  return isExpression(right) && (left.kind === 'const' || isSequence(left))
    ? callOf(combinedPath, [valueOf(left), constant(connector), right], [], call)
    : undefined
}

const combinedPath = 'django.db.models.expressions.CombinedExpression'

function combinedExpression(left: Value, connector: string, right: Value, call: CallValue): Value {
  return callOf(combinedPath, [left, constant(connector), valueOf(right)], [], call)
}

/** `Combinable._combine()` wraps what is no expression. */
function valueOf(value: Value): Value {
  const isPlain =
    value.kind === 'const' || ['datetime.timedelta', 'decimal.Decimal'].includes(calleePath(value) ?? '')
  return isPlain ? callOf('django.db.models.Value', [value]) : value
}
