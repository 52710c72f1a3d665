import type { DjangoVersion } from '../context.ts'
import type { MigrationOperation } from './migration-operation.ts'
import { reduce } from './reduce.ts'

/**
 * The operations of an app, as few of them as Django makes do with (django/db/migrations/optimizer.py): each is
 * put together with a later one where everything between them lets one of the two pass.
 */
export function optimize<Some extends MigrationOperation>(
  operations: readonly Some[],
  version: DjangoVersion,
): readonly Some[] {
  let left: readonly MigrationOperation[] = operations
  for (;;) {
    const fewer = once(left, version)
    // Nothing comes of operations but what is of their own kinds.
    if (!fewer) return left as readonly Some[]
    left = fewer
  }
}

/** With one pair put together; undefined where there is none. */
function once(
  operations: readonly MigrationOperation[],
  version: DjangoVersion,
): readonly MigrationOperation[] | undefined {
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
