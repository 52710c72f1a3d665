import { doubtOf, valueDoubt, type Comparison, type Pair } from './comparison.ts'
import { undecidedBecause } from './changed-value.ts'
import { isSameIndex } from './compare-index.ts'
import type { NamedState } from '../state/model-state.ts'

/** What one side has and the other has not. */
export interface Listed {
  readonly added: readonly NamedState[]
  readonly removed: readonly NamedState[]
}

/** The indexes, or the constraints, that only one side has for certain; what is not known is told as doubts. */
export function listedOnOneSide(
  comparison: Comparison,
  pair: Pair,
  option: 'indexes' | 'constraints',
): Listed {
  const { from, to } = pair
  const [old, now] = [from[option], to[option]]
  const only = (these: readonly NamedState[], others: readonly NamedState[]) =>
    these.filter((index) => {
      const alike = others.map((other) => isSameIndex(index, other, comparison.context.version))
      if (alike.includes(true)) return false
      const doubt =
        doubtOf(from, 'options', option, old.length > 0) ?? doubtOf(to, 'options', option, now.length > 0)
      if (!doubt && !alike.includes(undefined)) return true
      const { cause, origin } = undecidedBecause(
        option,
        [...index.args, ...index.keywords.values()],
        index.origin,
      )
      comparison.doubt(to, index.name ?? option, doubt ?? valueDoubt('options', option, cause, origin))
      return false
    })
  return { added: only(now, old), removed: only(old, now) }
}
