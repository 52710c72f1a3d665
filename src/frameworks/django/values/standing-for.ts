import type { Value } from '../../../python/value.ts'

/** A constant that takes the place of a value which is equal to it, and which Django writes otherwise. */
interface Standing {
  readonly standsFor?: Value
}

/** `equal`, remembering what it stands for: a member of an enumeration. */
export function standingFor(value: Value, equal: Value): Value {
  const standing: Value & Standing = { ...equal, standsFor: value }
  return standing
}

/** What a value stands for; undefined for one that is itself. */
export function whatItStandsFor(value: Value & Standing): Value | undefined {
  return value.standsFor
}
