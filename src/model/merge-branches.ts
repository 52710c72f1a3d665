import type { ChangeSet } from './change-set.ts'
import { ownDependencies } from './conflict.ts'
import { migrationId, type Migration, type MigrationId, type Reference } from './migration.ts'
import type { Project } from './project.ts'

/** A migration that does nothing but join branches of its app. */
export interface Merge {
  readonly migration: Migration
  /** Of each branch that it joins, what the others do not have, in no particular order. Parents that join nothing have none. */
  readonly branches: readonly { readonly parent: MigrationId; readonly own: readonly MigrationId[] }[]
  /** Parents that another parent comes after: without the merge they are no leaf nodes. */
  readonly idle: readonly { readonly parent: Reference; readonly after: MigrationId }[]
}

/** The merges that the branch adds or edits; all where all are judged. */
export function changedMerges({ base, head, judgesAll }: ChangeSet): readonly Merge[] {
  return [...head.migrations.values()]
    .filter(({ id, blobId }) => judgesAll || base?.migrations.get(id)?.blobId !== blobId)
    .filter((migration) => isMerge(migration, head))
    .map((migration) => mergeOf(migration, head))
    .sort((a, b) => (a.migration.id < b.migration.id ? -1 : 1))
}

function isMerge(migration: Migration, { graph }: Project): boolean {
  const { operations, unresolved, replaces } = migration
  const parents = ownDependencies(migration)
  return (
    parents.length > 1 &&
    operations.length === 0 &&
    unresolved.length === 0 &&
    replaces.length === 0 &&
    parents.every(({ app, name }) => graph.has(migrationId(app, name))) &&
    !parents.some(({ app, name }) => isAfter(migration.id, migrationId(app, name), graph))
  )
}

/** Whether a parent comes after its child: they are on a cycle, which is a trouble of its own. */
function isAfter(child: MigrationId, parent: MigrationId, graph: Project['graph']): boolean {
  return parent === child || graph.ancestors(parent).has(child)
}

function mergeOf(migration: Migration, { graph, migrations }: Project): Merge {
  const parents = ownDependencies(migration).map((reference) => {
    const id = migrationId(reference.app, reference.name)
    const own = [id, ...graph.ancestors(id)].filter((each) => migrations.get(each)?.app === migration.app)
    return { reference, id, history: new Set(own) }
  })
  const idle = parents.flatMap(({ reference, id }) => {
    const later = parents.find((other) => other.id !== id && other.history.has(id))
    return later ? [{ parent: reference, after: later.id }] : []
  })
  const joined = parents.filter(
    ({ id }) => !idle.some(({ parent }) => migrationId(parent.app, parent.name) === id),
  )
  return {
    migration,
    idle,
    branches: joined.map(({ id, history }) => ({
      parent: id,
      own: [...history].filter((each) =>
        joined.every((other) => other.id === id || !other.history.has(each)),
      ),
    })),
  }
}
