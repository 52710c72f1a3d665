import { findEntry } from './dicts.ts'
import { codePoints } from './text.ts'
import { constant, intOf, isRest, stringOf, type Origin, type Value } from './value.ts'

/** The bounds of `value[lower:upper:step]`, evaluated: an integer, None where left out; undefined where not known. */
export type Bounds = readonly [lower: Value, upper: Value, step: Value]

/** `value[index]`; undefined where it is not known. */
export function subscript(value: Value, index: Value): Value | undefined {
  if (value.kind === 'dict') {
    const found = findEntry(value, index)
    return found === 'none' ? undefined : found?.value
  }
  if (value.kind === 'class') {
    const name = stringOf(index)
    return name === undefined ? undefined : value.enumeration?.members.get(name)
  }
  const position = intOf(index)
  if (position === undefined) return undefined
  if (value.kind === 'list' || value.kind === 'tuple')
    return value.items.some(isRest) ? undefined : value.items.at(position)
  if (value.kind !== 'const' || typeof value.value !== 'string') return undefined
  const character = codePoints(value.value).at(position)
  return character === undefined ? undefined : constant(character)
}

/** `value[lower:upper:step]`; undefined where it is not known. */
export function sliced(value: Value, bounds: Bounds, origin: Origin): Value | undefined {
  const numbers = bounds.map((bound) =>
    bound.kind === 'const' && bound.value === null ? null : intOf(bound),
  )
  const [lower, upper, step] = numbers
  if (lower === undefined || upper === undefined || step === undefined || step === 0) return undefined
  if (value.kind === 'const' && typeof value.value === 'string') {
    const points = codePoints(value.value)
    const picked = indices(points.length, lower, upper, step ?? 1)
    return constant(picked.map((index) => points[index]!).join(''))
  }
  if ((value.kind !== 'list' && value.kind !== 'tuple') || value.items.some(isRest)) return undefined
  const picked = indices(value.items.length, lower, upper, step ?? 1)
  return { kind: value.kind, items: picked.map((index) => value.items[index]!), origin }
}

/** As `slice.indices` works them out (Python's "Common Sequence Operations", notes 4 and 5). */
function indices(length: number, lower: number | null, upper: number | null, step: number): number[] {
  const clamp = (bound: number, low: number, high: number) =>
    Math.min(Math.max(bound < 0 ? bound + length : bound, low), high)
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1]
  const start = lower === null ? (step > 0 ? low : high) : clamp(lower, low, high)
  const stop = upper === null ? (step > 0 ? high : low) : clamp(upper, low, high)
  const result: number[] = []
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) result.push(index)
  return result
}
