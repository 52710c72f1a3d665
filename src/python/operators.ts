import type { ConstantValue } from './ast.ts'
import { formatPercent } from './format.ts'
import { constant, isSequence, type Origin, type Value } from './value.ts'

/** No operator may build more than this many elements or characters: source can ask for billions. */
export const sizeLimit = 100_000

/** `left op right` on known values; undefined where it cannot be told or makes no sense. */
export function binary(op: string, left: Value, right: Value, origin: Origin): Value | undefined {
  if (isSequence(left) && isSequence(right) && left.kind === right.kind)
    return sequences(op, left, right, origin)
  if (op === '|' && left.kind === 'dict' && right.kind === 'dict') {
    return { kind: 'dict', entries: [...left.entries, ...right.entries], origin }
  }
  if (op === '*' && isSequence(left) && right.kind === 'const' && typeof right.value === 'number') {
    if (left.items.length * right.value > sizeLimit) return undefined
    const items = Array.from({ length: Math.max(0, right.value) }, () => left.items).flat()
    return { kind: left.kind, items, origin }
  }
  if (op === '%' && left.kind === 'const' && typeof left.value === 'string') {
    const text = formatPercent(left.value, right)
    return text === undefined ? undefined : constant(text)
  }
  if (left.kind !== 'const' || right.kind !== 'const') return undefined
  const result = constants(op, left.value, right.value)
  return result === undefined ? undefined : constant(result)
}

function sequences(
  op: string,
  left: Value & { items: Value[] },
  right: { items: Value[] },
  origin: Origin,
): Value | undefined {
  if (left.kind === 'set')
    return op === '|' ? { kind: 'set', items: [...left.items, ...right.items], origin } : undefined
  if (op !== '+' || (left.kind !== 'list' && left.kind !== 'tuple')) return undefined
  return { kind: left.kind, items: [...left.items, ...right.items], origin }
}

function constants(op: string, left: ConstantValue, right: ConstantValue): ConstantValue | undefined {
  if (typeof left === 'string' && typeof right === 'string') return op === '+' ? left + right : undefined
  if (typeof left === 'string' && typeof right === 'number' && op === '*') {
    return left.length * right > sizeLimit ? undefined : left.repeat(Math.max(0, right))
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  return numbers[op]?.(left, right)
}

const whole = (value: number) => (Number.isSafeInteger(value) ? value : undefined)

/** Arithmetic that gives the same in JavaScript and in Python; integers only where they stay exact. */
const numbers: Readonly<Record<string, (a: number, b: number) => number | undefined>> = {
  '+': (a, b) => whole(a + b),
  '-': (a, b) => whole(a - b),
  '*': (a, b) => whole(a * b),
  '//': (a, b) => (b === 0 ? undefined : whole(Math.floor(a / b))),
  '%': (a, b) => (b === 0 ? undefined : whole(((a % b) + b) % b)),
  '**': (a, b) => (b < 0 ? undefined : whole(a ** b)),
  '<<': (a, b) => (b < 0 || b > 52 ? undefined : whole(a * 2 ** b)),
}

/** `left op right` of a comparison; undefined where it cannot be told. */
export function compare(op: string, left: Value, right: Value): boolean | undefined {
  const negated: Readonly<Record<string, string>> = { '!=': '==', '<>': '==', 'not in': 'in', 'is not': 'is' }
  const positive = negated[op]
  if (positive) {
    const result = compare(positive, left, right)
    return result === undefined ? undefined : !result
  }
  if (op === '==' || op === 'is') return equal(left, right)
  if (op === 'in') return contains(left, right)
  if (left.kind !== 'const' || right.kind !== 'const') return undefined
  const [a, b] = [left.value, right.value]
  if (typeof a === 'number' && typeof b === 'number') return orders[op]?.(a, b)
  return undefined
}

const orders: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function equal(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'const' && right.kind === 'const') {
    const [a, b] = [left.value, right.value]
    if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
      return a.kind === 'bytes' && b.kind === 'bytes' ? a.text === b.text : a.kind === b.kind
    }
    return a === b
  }
  if (isSequence(left) && isSequence(right) && left.kind === right.kind && left.kind !== 'set') {
    if (left.items.length !== right.items.length) return false
    const pairs = left.items.map((item, index) => equal(item, right.items[index]!))
    if (pairs.includes(false)) return false
    return pairs.includes(undefined) ? undefined : true
  }
  const known = new Set(['const', 'list', 'tuple', 'set', 'dict', 'function', 'class', 'module'])
  return known.has(left.kind) && known.has(right.kind) && left.kind !== right.kind ? false : undefined
}

function contains(needle: Value, haystack: Value): boolean | undefined {
  if (haystack.kind === 'const' && needle.kind === 'const') {
    const [text, part] = [haystack.value, needle.value]
    return typeof text === 'string' && typeof part === 'string' ? text.includes(part) : undefined
  }
  const items = isSequence(haystack)
    ? haystack.items
    : haystack.kind === 'dict'
      ? haystack.entries.map((entry) => entry.key)
      : undefined
  if (!items) return undefined
  const results = items.map((item) => equal(needle, item))
  if (results.includes(true)) return true
  return results.includes(undefined) ? undefined : false
}
