import type { ConstantValue } from './ast.ts'
import { compareNumbers } from './arithmetic.ts'
import { findEntry, hasOnlyKnownKeys } from './dicts.ts'
import { iterate } from './iteration.ts'
import { keyOf } from './keys.ts'
import { hasPlainIdentity, memberList, plainOf } from './members.ts'
import { codePoints } from './text.ts'
import { isRest, isSequence, type DictValue, type SequenceValue, type Value } from './value.ts'

/** Values can hold one another many times over: comparing two of them ends after so many pairs. */
const mostPairs = 100_000
const deepest = 50

/** `left op right` of a comparison; undefined where it cannot be told, or Python would raise. */
export function compare(op: string, left: Value, right: Value): boolean | undefined {
  switch (op) {
    case '==':
      return equal(left, right)
    case '!=':
    case '<>':
      return negated(equal(left, right))
    case 'is':
      return identical(left, right)
    case 'is not':
      return negated(identical(left, right))
    case 'in':
      return contains(left, right)
    case 'not in':
      return negated(contains(left, right))
    default: {
      const order = ordered(left, right, { left: mostPairs })
      return order === undefined || !Object.hasOwn(orders, op) ? undefined : orders[op]!(order)
    }
  }
}

const negated = (result: boolean | undefined) => (result === undefined ? undefined : !result)

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

export function equal(left: Value, right: Value): boolean | undefined {
  return equalWithin(left, right, { left: mostPairs })
}

type Budget = { left: number }

const data = new Set<Value['kind']>(['const', 'list', 'tuple', 'set', 'dict'])

function equalWithin(left: Value, right: Value, budget: Budget, depth = 0): boolean | undefined {
  if (--budget.left < 0 || depth > deepest) return undefined
  if (left.kind === 'const' && right.kind === 'const') return equalConstants(left.value, right.value)
  if (left.kind === 'member' || right.kind === 'member') return equalMembers(left, right, budget, depth)
  if (left.kind === 'dict' && right.kind === 'dict') return equalDicts(left, right, budget, depth)
  if (left.kind === 'set' && right.kind === 'set') return equalSets(left, right)
  if (isSequence(left) && isSequence(right) && left.kind === right.kind) {
    if ([left, right].some(({ items }) => items.some(isRest))) return undefined
    if (left.items.length !== right.items.length) return false
    return all(left.items.map((item, index) => equalWithin(item, right.items[index]!, budget, depth + 1)))
  }
  // Hardly a metaclass says otherwise of its classes.
  if (left.kind === 'class' && right.kind === 'class') return left === right
  if (
    left.kind === 'function' ||
    left.kind === 'module' ||
    right.kind === 'function' ||
    right.kind === 'module'
  ) {
    const isPlain = ({ kind }: Value) => data.has(kind) || kind === 'function' || kind === 'module'
    return isPlain(left) && isPlain(right) ? isSameFunction(left, right) : undefined
  }
  return data.has(left.kind) && data.has(right.kind) ? false : undefined
}

function isSameFunction(left: Value, right: Value): boolean {
  if (left.kind !== 'function' || right.kind !== 'function' || !left.receiver || !right.receiver)
    return left === right
  return left.code === right.code && left.scope === right.scope && left.receiver === right.receiver
}

/** Members of a type such as `str` are equal to their values, others to themselves alone. */
function equalMembers(left: Value, right: Value, budget: Budget, depth: number): boolean | undefined {
  if (left === right) return true
  const [a, b] = [plainOf(left), plainOf(right)]
  if (a !== left || b !== right) return equalWithin(a, b, budget, depth + 1)
  if (![left, right].every((each) => each.kind !== 'member' || hasPlainIdentity(each))) return undefined
  return left.kind === right.kind || data.has(left.kind) || data.has(right.kind) ? false : undefined
}

function all(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false
  return results.includes(undefined) ? undefined : true
}

function equalConstants(left: ConstantValue, right: ConstantValue): boolean {
  const order = compareNumbers(left, right)
  if (order !== undefined) return order === 0
  if (left !== null && right !== null && typeof left === 'object' && typeof right === 'object')
    return left.kind === 'bytes' && right.kind === 'bytes'
      ? left.text === right.text
      : left.kind === right.kind
  return left === right
}

function equalDicts(left: DictValue, right: DictValue, budget: Budget, depth: number): boolean | undefined {
  if (!hasOnlyKnownKeys(left) || !hasOnlyKnownKeys(right)) return undefined
  if (left.entries.length !== right.entries.length) return false
  return all(
    left.entries.map(({ key, value }) => {
      const other = findEntry(right, key)
      if (other === 'none' || other === undefined) return false
      return equalWithin(value, other.value, budget, depth + 1)
    }),
  )
}

function equalSets(left: SequenceValue, right: SequenceValue): boolean | undefined {
  const keys = left.items.map((item) => keyOf(item))
  const others = new Set(right.items.map((item) => keyOf(item)))
  if (keys.includes(undefined) || others.has(undefined)) return undefined
  return keys.length === others.size && keys.every((key) => others.has(key))
}

/** Of constants that exist only once, and of what is plainly something else. */
function identical(left: Value, right: Value): boolean | undefined {
  if (left === right && identifiable.has(left.kind)) return true
  if (left.kind === 'member' && right.kind === 'member') return false
  if (left.kind === 'const' && right.kind === 'const') return sameConstant(left.value, right.value)
  if (isDifferent(left, right)) return false
  const only = [left, right].find(isOnlyOne)
  if (!only) return undefined
  const other = only === left ? right : left
  if (isOnlyOne(other))
    return equalConstants(only.value, other.value) && typeof only.value === typeof other.value
  return data.has(other.kind) ||
    ['function', 'class', 'module', 'iterator', 'object', 'member'].includes(other.kind)
    ? false
    : undefined
}

/** Of numbers and texts CPython keeps one of each small one; what is not equal is not the same. */
function sameConstant(left: ConstantValue, right: ConstantValue): boolean | undefined {
  if (typeof left !== typeof right || !equalConstants(left, right)) return false
  if (left === null || right === null || typeof left === 'boolean') return true
  if (typeof left === 'object') return left.kind === 'ellipsis' ? true : undefined
  if (typeof left === 'string') return /^[\0-\xff]?$/.test(left) ? true : undefined
  return left >= -5 && left <= 256 ? true : undefined
}

/** Whether two values are of kinds that no object is of both. */
function isDifferent(left: Value, right: Value): boolean {
  return left.kind !== right.kind && objects.has(left.kind) && objects.has(right.kind)
}

/** Kinds of which one value here is one object there. */
const identifiable = new Set<Value['kind']>([
  'function',
  'class',
  'member',
  'object',
  'list',
  'dict',
  'module',
])

const objects = new Set<Value['kind']>([
  ...data,
  'function',
  'class',
  'module',
  'iterator',
  'object',
  'member',
])

function isOnlyOne(value: Value): value is Extract<Value, { kind: 'const' }> {
  if (value.kind !== 'const') return false
  const known = value.value
  if (known === null || typeof known === 'boolean') return true
  return typeof known === 'object' && known.kind === 'ellipsis'
}

function contains(needle: Value, haystack: Value): boolean | undefined {
  if (haystack.kind === 'const') {
    const plain = plainOf(needle)
    if (plain.kind !== 'const') return undefined
    const [text, part] = [haystack.value, plain.value]
    return typeof text === 'string' && typeof part === 'string' ? text.includes(part) : undefined
  }
  if (haystack.kind === 'class') {
    const found = (memberList(haystack) ?? [undefined]).map(
      (each) =>
        each &&
        (equal(needle, each) === true ? true : needle.kind === 'member' ? false : equal(needle, each.value)),
    )
    return found.includes(true) ? true : found.includes(undefined) ? undefined : false
  }
  if (haystack.kind === 'dict') {
    const found = findEntry(haystack, needle)
    return found === undefined ? undefined : found !== 'none'
  }
  // Looking for something takes from an iterator what comes before it.
  if (haystack.kind === 'iterator' && haystack.left !== undefined) return undefined
  const items = haystack.kind === 'set' ? haystack.items : iterate(haystack)
  if (!items) return undefined
  if (haystack.kind === 'set' && keyOf(needle) === undefined) return undefined
  const budget = { left: mostPairs }
  const results = items.map((item) => equalWithin(needle, item, budget))
  if (results.includes(true)) return true
  return results.includes(undefined) ? undefined : false
}

/** How two values are ordered, as `compareNumbers` tells it. */
export function ordered(first: Value, second: Value, budget: Budget, depth = 0): number | undefined {
  const [left, right] = [plainOf(first), plainOf(second)]
  if (--budget.left < 0 || depth > deepest) return undefined
  if (left.kind === 'const' && right.kind === 'const') {
    const [a, b] = [left.value, right.value]
    return typeof a === 'string' && typeof b === 'string' ? byCodePoint(a, b) : compareNumbers(a, b)
  }
  if (left.kind !== right.kind || (left.kind !== 'list' && left.kind !== 'tuple') || !isSequence(right))
    return undefined
  if ([left, right].some(({ items }) => items.some(isRest))) return undefined
  for (const [index, item] of left.items.entries()) {
    const other = right.items[index]
    if (!other) return 1
    const same = equalWithin(item, other, budget, depth + 1)
    if (same === undefined) return undefined
    if (!same) return ordered(item, other, budget, depth + 1)
  }
  return left.items.length - right.items.length
}

/** Python orders strings by code point, JavaScript by UTF-16 code unit. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [codePoints(a), codePoints(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
