import type { DjangoVersion } from '../context.ts'
import type { Operation } from './operation.ts'
import { reduce } from './reduce.ts'

/**
 * The operations of one migration, as few of them as Django makes do with (django/db/migrations/optimizer.py): each is
 * put together with a later one where everything between them lets one of the two pass.
 */
export function optimize(operations: readonly Operation[], version: DjangoVersion): readonly Operation[] {
  let left = operations
  for (;;) {
    const fewer = once(left, version)
    if (!fewer) return left
    left = fewer
  }
}

/** With one pair put together; undefined where there is none. */
function once(operations: readonly Operation[], version: DjangoVersion): readonly Operation[] | undefined {
  for (const [i, operation] of operations.entries()) {
    let canMoveRight = true
    for (let j = i + 1; j < operations.length; j++) {
      const other = operations[j]!
      const result = reduce(operation, other, version)
      if (result === true) continue
      if (result === false) {
        canMoveRight = false
        continue
      }
      const between = operations.slice(i + 1, j)
      if (!canMoveRight && !between.every((each) => reduce(each, other, version) === true)) break
      const merged = canMoveRight ? [...between, ...result] : [...result, ...between]
      return [...operations.slice(0, i), ...merged, ...operations.slice(j + 1)]
    }
  }
  return undefined
}
