import type { Migration, MigrationId } from './migration.ts'
import type { Project } from './project.ts'

/** An app with several leaf nodes. */
export interface Conflict {
  readonly app: string
  readonly leaves: readonly MigrationId[]
  /** The last migrations of the app that every leaf comes after: one, unless the graph is tangled. */
  readonly ancestors: readonly MigrationId[]
  /** The app's migrations that come after the ancestors, by the leaf that they lead to. */
  readonly branches: ReadonlyMap<MigrationId, readonly MigrationId[]>
}

/**
 * The apps of a project with several leaf nodes, where that is proven (`detect_conflicts` in
 * django/db/migrations/loader.py, 5.2). The key names the migrations where the branches part: it stays the same
 * when a branch grows.
 */
export function conflicts(project: Project): ReadonlyMap<string, Conflict> {
  const found = new Map<string, Conflict>()
  for (const app of project.apps.keys()) {
    const leaves = project.graph.leafNodes(app)
    if (leaves.length < 2 || !project.graph.isCertain(app) || isTorn(project, app)) continue
    const conflict = describe(project, app, leaves)
    const starts = [...conflict.branches.values()].flatMap((branch) => firstsOf(project, branch))
    found.set(`${app}: ${[...new Set(starts)].sort().join(' ')}`, conflict)
  }
  return found
}

/** A chain with a missing link has several ends because of that, which is a trouble of its own. */
function isTorn({ graph, migrations }: Project, app: string): boolean {
  return graph.missing.some(
    ({ from, reference }) => reference.app === app && migrations.get(from)?.app === app,
  )
}

function describe({ graph, migrations }: Project, app: string, leaves: readonly MigrationId[]): Conflict {
  const inApp = (id: MigrationId) => migrations.get(id)?.app === app
  const histories = leaves.map((leaf) => new Set([leaf, ...[...graph.ancestors(leaf)].filter(inApp)]))
  const common = [...histories[0]!].filter((id) => histories.every((history) => history.has(id)))
  const commonSet = new Set(common)
  const ancestors = common
    .filter((id) => !graph.children(id).some((child) => commonSet.has(child)))
    .filter((id) => ![...graph.descendants(id)].some((after) => commonSet.has(after)))
  const branches = leaves.map(
    (leaf, index) => [leaf, [...histories[index]!].filter((id) => !commonSet.has(id)).sort()] as const,
  )
  return { app, leaves, ancestors: ancestors.sort(), branches: new Map(branches) }
}

/** Of some migrations, those that come after none of the others. */
export function firstsOf({ graph }: Project, ids: readonly MigrationId[]): readonly MigrationId[] {
  const inside = new Set(ids)
  return ids.filter((id) => !graph.parents(id).some((parent) => inside.has(parent)))
}

/** The dependencies of a migration inside its own app. */
export function ownDependencies(migration: Migration) {
  return migration.dependencies.flatMap((dependency) =>
    dependency.kind === 'migration' && dependency.app === migration.app ? [dependency] : [],
  )
}
