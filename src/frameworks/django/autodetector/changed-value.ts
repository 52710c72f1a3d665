import { findUnresolved } from '../unresolved.ts'
import type { Origin, Value } from '../../../python/value.ts'
import type { ValueChange } from './change.ts'

export function valueChange(attribute: string, from: Value | undefined, to: Value | undefined): ValueChange {
  return { attribute, from, to }
}

/** Why two values cannot be told apart: the innermost part of them that is not known, and where it is written. */
export function undecidedBecause(
  attribute: string,
  values: readonly (Value | undefined)[],
  origin: Origin,
): { readonly cause: string; readonly origin: Origin } {
  for (const value of values) {
    const unresolved = value && findUnresolved(value)
    if (unresolved) return { cause: unresolved.reason, origin: known(unresolved.origin) ?? origin }
  }
  return { cause: `what \`${attribute}\` is cannot be told from its source`, origin }
}

const known = (origin: Origin) => (origin.path !== '' && origin.end > 0 ? origin : undefined)
