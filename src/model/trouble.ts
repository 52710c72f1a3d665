import type { ChangeSet } from './change-set.ts'
import type { Place } from './place.ts'
import type { Project } from './project.ts'

/** Something wrong with a project, where it shows, and whose doing it is. */
export interface Trouble<Fact> {
  readonly fact: Fact
  /** The project that has it: at the head, or as a merge with the target's tip would leave it. */
  readonly project: Project
  readonly side: 'head' | 'merged'
  /** What had it before the branch did, as messages call it; undefined where the branch brings it. */
  readonly since: string | undefined
}

/**
 * What is wrong at the head, and what a merge would break although head and target are each fine. `find` gives
 * a project's troubles by a key that stays the same from tree to tree. Trouble that the branch neither made nor
 * keeps is left out: the target's own, and what the target has mended since.
 */
export function troubles<Fact>(
  { base, head, target, merged, names }: ChangeSet,
  find: (project: Project) => ReadonlyMap<string, Fact>,
): readonly Trouble<Fact>[] {
  const none: ReadonlyMap<string, Fact> = new Map()
  const [before, there] = [base ? find(base) : none, target ? find(target) : none]
  const now = find(head)
  const then = merged ? find(merged) : undefined
  const found: Trouble<Fact>[] = []
  for (const [key, fact] of now) {
    const since = before.has(key) ? names.base : there.has(key) ? names.target : undefined
    if (since !== undefined && then && !then.has(key)) continue
    found.push({ fact, project: head, side: 'head', since })
  }
  for (const [key, fact] of then ?? []) {
    if (merged && !now.has(key) && !before.has(key) && !there.has(key))
      found.push({ fact, project: merged, side: 'merged', since: undefined })
  }
  return found
}

/** What a message adds about trouble that is older than the branch; empty where the branch brings it. */
export function sinceText(since: string | undefined): string {
  return since === undefined ? '' : ` This branch did not make it so: it is like that on ${since} already.`
}

/**
 * A place as the head can show it: one in a file that only the target has, or has otherwise, keeps its line and
 * loses its region, so that no lines of another text are shown for it.
 */
export function placeAtHead({ head }: ChangeSet, project: Project, place: Place): Place {
  if (project === head) return place
  const blobIn = ({ migrations }: Project) =>
    [...migrations.values()].find(({ path }) => path === place.path)?.blobId
  const blob = blobIn(head)
  if (blob !== undefined && blob === blobIn(project)) return place
  return { ...place, endLine: place.line, endColumn: place.column }
}
