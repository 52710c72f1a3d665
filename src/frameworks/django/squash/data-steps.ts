import type { BorrowedCode, LostStep } from '../../../model/squash.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Value } from '../../../python/value.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { codeSteps, functionOf, likeness, stepName, type CodeStep } from './steps.ts'

/**
 * The data steps of what a squash replaces that it does not run, leaving out those that are elidable and those that have
 * nothing to do on a new database. A step of the squash that is none of theirs, or no longer what it was, may do the work of
 * any of them: then none is said to be lost.
 *
 * @param replaced in the order in which they run
 * @param effectsOf what an item of `operations` of a replaced migration does to a database
 * @param made the identities of the tables that the replaced migrations make
 */
export function lostSteps(
  squash: DjangoMigration,
  replaced: readonly DjangoMigration[],
  effectsOf: (item: Value) => readonly Effect[],
  made: ReadonlySet<string>,
): readonly LostStep[] {
  const own = codeSteps(squash)
  const taken = new Set<CodeStep>()
  const missing: CodeStep[] = []
  for (const step of replaced.flatMap(codeSteps)) {
    const left = own.filter((other) => !taken.has(other))
    const same = left.find((other) => likeness(other, step) === 'same')
    // One that was changed may do more than it did: it stays free for others as well.
    const isThere = same ?? left.some((other) => likeness(other, step) === 'changed')
    if (same) taken.add(same)
    if (!isThere && !step.isElidable) missing.push(step)
  }
  return missing
    .filter(({ language }) => !own.some((other) => !taken.has(other) && other.language === language))
    .filter((step) => !isIdle(effectsOf(step.item), made))
    .map((step) => ({
      migration: step.migration.id,
      language: step.language,
      name: stepName(step),
      place: placeOf(step.migration.file.module, step.operation.origin),
    }))
}

/**
 * Whether a step surely has nothing to do on a new database, the only kind that runs a squash: it changes or deletes rows of
 * tables that the same migrations make, which are empty there. What it does to the schema instead is compared for itself.
 */
function isIdle(effects: readonly Effect[], made: ReadonlySet<string>): boolean {
  return effects.every((effect) => {
    if (effect.kind !== 'data') return effect.kind !== 'unknown' && effect.kind !== 'other'
    const { writes, unfollowed } = effect.step
    return (
      unfollowed.length === 0 &&
      writes.every(({ kind, table }) => kind !== 'insert' && table !== undefined && made.has(table))
    )
  })
}

/** Steps of a squash that run code out of the files that it replaces, which are to be deleted. */
export function borrowedCode(
  squash: DjangoMigration,
  replaced: readonly DjangoMigration[],
): readonly BorrowedCode[] {
  const byPath = new Map(replaced.map((migration) => [migration.path, migration.id]))
  return codeSteps(squash).flatMap(({ runs, operation }) => {
    const path = functionOf(runs)?.scope.file.path
    const home = path === undefined ? undefined : byPath.get(path)
    return home === undefined
      ? []
      : [
          {
            name: functionOf(runs)!.name,
            migration: home,
            place: placeOf(squash.file.module, operation.origin),
          },
        ]
  })
}
