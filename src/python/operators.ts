import { arithmetic } from './arithmetic.ts'
import type { ConstantValue } from './ast.ts'
import { dictOf } from './dicts.ts'
import { formatPercent } from './format.ts'
import { distinct } from './iteration.ts'
import { keyOf } from './keys.ts'
import { plainOf } from './members.ts'
import { constant, intOf, isRest, isSequence, type Origin, type SequenceValue, type Value } from './value.ts'

/** No operator may build more than this many elements or characters: source can ask for billions. */
export const sizeLimit = 50_000

/** `left op right` on known values; undefined where it cannot be told or makes no sense. */
export function binary(op: string, first: Value, second: Value, origin: Origin): Value | undefined {
  const left = plainOf(first)
  const right = op === '%' ? second : plainOf(second)
  if (op === '*') {
    const repeated = repeat(left, right, origin) ?? repeat(right, left, origin)
    if (repeated) return repeated
  }
  if (isSequence(left) && isSequence(right) && left.kind === right.kind)
    return left.kind === 'set' ? sets(op, left, right, origin) : concatenated(op, left, right, origin)
  if (op === '|' && left.kind === 'dict' && right.kind === 'dict')
    return dictOf([...left.entries, ...right.entries], origin)
  if (left.kind !== 'const') return undefined
  if (op === '%' && typeof left.value === 'string') {
    const text = formatPercent(left.value, right)
    return text === undefined ? undefined : constant(text)
  }
  if (right.kind !== 'const') return undefined
  const result = op === '+' ? joined(left.value, right.value) : undefined
  const value = result ?? arithmetic(op, left.value, right.value)
  return value === undefined ? undefined : constant(value)
}

function concatenated(
  op: string,
  left: SequenceValue,
  right: SequenceValue,
  origin: Origin,
): Value | undefined {
  if (op !== '+' || left.items.length + right.items.length > sizeLimit) return undefined
  return { kind: left.kind, items: [...left.items, ...right.items], origin }
}

function sets(op: string, left: SequenceValue, right: SequenceValue, origin: Origin): Value | undefined {
  if ([...left.items, ...right.items].some(isRest)) return undefined
  const { isFrozen = false } = left
  const make = (items: readonly Value[]): Value => ({ kind: 'set', isFrozen, items: distinct(items), origin })
  if (op === '|') return make([...left.items, ...right.items])
  const keys = (set: SequenceValue) => set.items.map((item) => keyOf(item))
  const [ours, theirs] = [keys(left), keys(right)]
  if (ours.includes(undefined) || theirs.includes(undefined)) return undefined
  const [mine, other] = [new Set(ours), new Set(theirs)]
  if (op === '&') return make(left.items.filter((_, index) => other.has(ours[index])))
  const only = left.items.filter((_, index) => !other.has(ours[index]))
  if (op === '-') return make(only)
  return op === '^' ? make([...only, ...right.items.filter((_, i) => !mine.has(theirs[i]))]) : undefined
}

function repeat(subject: Value, times: Value, origin: Origin): Value | undefined {
  const number =
    times.kind === 'const' && typeof times.value === 'boolean' ? Number(times.value) : intOf(times)
  if (number === undefined) return undefined
  const count = Math.max(0, number)
  if (subject.kind === 'const' && typeof subject.value === 'string')
    return subject.value.length * count > sizeLimit ? undefined : constant(subject.value.repeat(count))
  if (subject.kind !== 'list' && subject.kind !== 'tuple') return undefined
  if (subject.items.length * count > sizeLimit) return undefined
  return { kind: subject.kind, items: Array.from({ length: count }, () => subject.items).flat(), origin }
}

function joined(left: ConstantValue, right: ConstantValue): ConstantValue | undefined {
  if (typeof left === 'string' && typeof right === 'string')
    return left.length + right.length > sizeLimit ? undefined : left + right
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object')
    return undefined
  if (left.kind !== 'bytes' || right.kind !== 'bytes') return undefined
  return { kind: 'bytes', text: left.text + right.text }
}
