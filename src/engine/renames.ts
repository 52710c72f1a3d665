import { editGrades, type MigrationChange } from '../model/change-set.ts'
import type { Migration } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import type { Compare } from './change-sets.ts'

/** Comparing every deleted migration with every added one is only worth it for so many. */
const mostComparisons = 2_000

/** An edit up to this grade leaves a migration recognisable: what it does to the database is the same. */
const recognisable = editGrades.indexOf('graph')

/**
 * Tells which deleted and added migrations are one that was renamed, by content: the same bytes first, then
 * the same operations. In the same app before any other, since an app's label may have changed.
 */
export function matchRenames(
  base: Project,
  head: Project,
  deleted: readonly Migration[],
  added: readonly Migration[],
  compare: Compare,
): { renamed: MigrationChange[]; rest: { deleted: Migration[]; added: Migration[] } } {
  const renamed: MigrationChange[] = []
  const gone = new Set(deleted)
  const fresh = new Set(added)
  const take = (old: Migration, now: Migration) => {
    const edit = compare({ project: base, migration: old }, { project: head, migration: now })
    renamed.push({ kind: 'renamed', base: old, head: now, ...(edit && { edit }) })
    gone.delete(old)
    fresh.delete(now)
  }
  for (const sameApp of [true, false]) {
    for (const old of [...gone]) {
      const twin = [...fresh].find((now) => now.blobId === old.blobId && (now.app === old.app) === sameApp)
      if (twin) take(old, twin)
    }
  }
  if (gone.size * fresh.size > mostComparisons)
    return { renamed, rest: { deleted: [...gone], added: [...fresh] } }
  for (const old of [...gone]) {
    const twin = [...fresh].find((now) => mayBe(head, old, now) && isSame(base, head, old, now, compare))
    if (twin) take(old, twin)
  }
  return { renamed, rest: { deleted: [...gone], added: [...fresh] } }
}

/** In another app only where the old one is gone and the name stayed: its label has changed. */
function mayBe(head: Project, old: Migration, now: Migration): boolean {
  if (now.app === old.app) return true
  return now.name === old.name && ![...head.migrations.values()].some(({ app }) => app === old.app)
}

function isSame(base: Project, head: Project, old: Migration, now: Migration, compare: Compare): boolean {
  if (old.operations.length !== now.operations.length) return false
  if (old.operations.length === 0 && old.name !== now.name) return false
  const edit = compare({ project: base, migration: old }, { project: head, migration: now })
  return edit === undefined || editGrades.indexOf(edit.grade) <= recognisable
}
