import type { ConstantValue } from './ast.ts'
import { integer } from './numbers.ts'

/** Integers of more bits are not worked out. */
const mostBits = 4_096n

/** A number as Python counts with it: `True` is 1. */
type Int = { readonly kind: 'int'; readonly value: bigint }
type Real = { readonly kind: 'float'; readonly value: number }

function numberOf(value: ConstantValue): Int | Real | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return { kind: 'int', value: BigInt(value) }
  return value !== null && typeof value === 'object' && value.kind === 'float' ? value : undefined
}

/** `left op right` of two numbers; undefined where one of them is none, or Python would raise. */
export function arithmetic(op: string, left: ConstantValue, right: ConstantValue): ConstantValue | undefined {
  if (typeof left === 'boolean' && typeof right === 'boolean' && Object.hasOwn(logic, op))
    return logic[op]!(left, right)
  const [a, b] = [numberOf(left), numberOf(right)]
  if (!a || !b) return undefined
  if (a.kind === 'int' && b.kind === 'int') {
    if (op === '/') return quotient(a.value, b.value)
    const result = Object.hasOwn(integers, op) ? integers[op]!(a.value, b.value) : undefined
    return result === undefined || bits(result) > mostBits ? undefined : integer(result)
  }
  const [x, y] = [real(a), real(b)]
  if (x === undefined || y === undefined || !Object.hasOwn(reals, op)) return undefined
  const result = reals[op]!(x, y)
  // Not a number has an identity of its own, which is not followed.
  return result === undefined || Number.isNaN(result) ? undefined : { kind: 'float', value: result }
}

/** `-value`, `+value` or `~value`. */
export function unary(op: '-' | '+' | '~', value: ConstantValue): ConstantValue | undefined {
  const number = numberOf(value)
  if (!number) return undefined
  if (number.kind === 'float') {
    if (op === '~') return undefined
    return { kind: 'float', value: op === '-' ? -number.value : number.value }
  }
  return integer(op === '-' ? -number.value : op === '~' ? ~number.value : number.value)
}

/** Less than 0, 0 or more as `left` is less than, equal to or more than `right`; undefined where one is no number. */
export function compareNumbers(left: ConstantValue, right: ConstantValue): number | undefined {
  const [a, b] = [numberOf(left), numberOf(right)]
  if (!a || !b) return undefined
  // JavaScript compares a bigint with a number exactly, as Python does.
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}

const logic: Readonly<Record<string, (a: boolean, b: boolean) => boolean>> = {
  '&': (a, b) => a && b,
  '|': (a, b) => a || b,
  '^': (a, b) => a !== b,
}

const integers: Readonly<Record<string, (a: bigint, b: bigint) => bigint | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '//': (a, b) => (b === 0n ? undefined : floorDivide(a, b)),
  '%': (a, b) => (b === 0n ? undefined : a - floorDivide(a, b) * b),
  '**': (a, b) => (b < 0n || bits(a) * b > mostBits ? undefined : a ** b),
  '<<': (a, b) => (b < 0n || b > mostBits ? undefined : a << b),
  '>>': (a, b) => (b < 0n || b > mostBits ? undefined : a >> b),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
}

/** Those in which JavaScript's doubles are Python's. */
const reals: Readonly<Record<string, (a: number, b: number) => number | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? undefined : a / b),
}

/** Python rounds towards minus infinity, JavaScript towards zero. */
function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

function quotient(a: bigint, b: bigint): ConstantValue | undefined {
  const [x, y] = [integer(a), integer(b)]
  if (typeof x !== 'number' || typeof y !== 'number' || y === 0) return undefined
  return { kind: 'float', value: x / y }
}

function real(number: Int | Real): number | undefined {
  if (number.kind === 'float') return number.value
  const exact = integer(number.value)
  return typeof exact === 'number' ? exact : undefined
}

function bits(value: bigint): bigint {
  return BigInt((value < 0n ? -value : value).toString(16).length) * 4n
}
