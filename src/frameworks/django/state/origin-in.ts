import type { Origin, Value } from '../../../python/value.ts'

/** Where a value stands in a migration's file; the operation's place for one that another file makes. */
export function originIn(value: Value, fallback: Origin): Origin {
  return 'origin' in value && value.origin.path === fallback.path ? value.origin : fallback
}
