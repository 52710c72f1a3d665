import type { Write } from '../../../model/schema/data-step.ts'

/**
 * Rows of a table that are surely among those that are meant: all of them, or at least those that hold NULL in one of
 * some fields. With no field, there is no row of which it is sure.
 */
export type Reach = 'all' | ReadonlySet<string>

export const noneSurely: Reach = new Set<string>()

/** The rows that are in both. */
export function inBoth(one: Reach, other: Reach): Reach {
  if (one === 'all') return other
  return other === 'all' ? one : new Set([...one].filter((field) => other.has(field)))
}

/** The rows that are in either. */
export function inEither(one: Reach, other: Reach): Reach {
  return one === 'all' || other === 'all' ? 'all' : new Set([...one, ...other])
}

export function rowsOf(reach: Reach): Write['rows'] {
  if (reach === 'all') return 'all'
  return reach.size === 0 ? 'some' : { nullsOf: [...reach].sort() }
}

/** What a condition says of rows where it holds: of objects of a loop, and of tables, by model. */
export type Narrowing = ReadonlyMap<unknown, Reach>
/** What is known where a condition holds: that it always does, never, for these rows at least, or nothing. */
export type Holding = 'always' | 'never' | 'unknown' | Narrowing

/** A condition: where it holds, and where it does not. */
export interface Condition {
  readonly yes: Holding
  readonly no: Holding
}

export const unknownCondition: Condition = { yes: 'unknown', no: 'unknown' }

export function negated({ yes, no }: Condition): Condition {
  return { yes: no, no: yes }
}

export function conjunction(one: Condition, other: Condition): Condition {
  return { yes: bothHold(one.yes, other.yes), no: oneHolds(one.no, other.no) }
}

export function disjunction(one: Condition, other: Condition): Condition {
  return negated(conjunction(negated(one), negated(other)))
}

function bothHold(one: Holding, other: Holding): Holding {
  if (one === 'never' || other === 'never') return 'never'
  if (one === 'always') return other
  if (other === 'always') return one
  if (one === 'unknown' || other === 'unknown') return 'unknown'
  const both = new Map(one)
  for (const [key, reach] of other) both.set(key, inBoth(both.get(key) ?? 'all', reach))
  return both
}

function oneHolds(one: Holding, other: Holding): Holding {
  if (one === 'always' || other === 'always') return 'always'
  if (one === 'never' || one === 'unknown') return other === 'never' ? one : other
  if (other === 'never' || other === 'unknown') return one
  const [key] = one.keys()
  // With more than one row in it, one of the two is as much as is sure.
  if (one.size > 1 || other.size > 1 || !other.has(key)) return one
  return new Map([[key, inEither(one.get(key)!, other.get(key)!)]])
}

/**
 * What has to be for a point of a function to be reached. It is surely reached for the rows that `narrowed` leaves: a
 * key is the object of a loop over rows, or a model of which there have to be rows.
 */
export interface Path {
  readonly isSure: boolean
  readonly narrowed: Narrowing
}

export const start: Path = { isSure: true, narrowed: new Map() }
export const unsure: Path = { isSure: false, narrowed: new Map() }

export function where(path: Path, holds: Holding): Path {
  if (holds === 'always') return path
  // Each condition has a path of its own, also where nothing is sure any more.
  if (!path.isSure || holds === 'unknown' || holds === 'never') return { ...unsure }
  const narrowed = new Map(path.narrowed)
  for (const [key, reach] of holds) narrowed.set(key, inBoth(narrowed.get(key) ?? 'all', reach))
  return { isSure: true, narrowed }
}

/** The rows of a model, or the object of a loop, for which a point is surely reached. */
export function reachOf({ isSure, narrowed }: Path, ...keys: readonly unknown[]): Reach {
  if (!isSure) return noneSurely
  let reach: Reach = 'all'
  for (const [key, rows] of narrowed) reach = inBoth(reach, keys.includes(key) ? rows : noneSurely)
  return reach
}

/** Where one of several paths is taken. */
export function anyOf(paths: readonly Path[]): Path {
  const sure = paths.filter(({ isSure }) => isSure)
  const [first, second] = sure
  if (!first) return { ...unsure }
  if (sure.length !== 2 || second?.narrowed.size !== first.narrowed.size) return first
  const differing = [...first.narrowed].filter(([key, reach]) => second.narrowed.get(key) !== reach)
  const [one] = differing
  if (!one || differing.length > 1 || !second.narrowed.has(one[0])) return first
  return {
    isSure: true,
    narrowed: new Map(first.narrowed).set(one[0], inEither(one[1], second.narrowed.get(one[0])!)),
  }
}
