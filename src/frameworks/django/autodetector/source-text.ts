import { repr } from '../../../python/repr.ts'
import type { Value } from '../../../python/value.ts'

/** A value as source text. */
export function sourceOf(value: Value): string {
  return repr(value) ?? '…'
}
