import { MigrationGraph } from '../../model/graph.ts'
import { migrationId, type Dependency, type Migration, type MigrationId } from '../../model/migration.ts'
import type { DatabaseGraph } from '../../model/project.ts'

/**
 * Builds the graph of a project's migrations as `MigrationLoader.build_graph` does it
 * (django/db/migrations/loader.py, 5.2) for a database that has run nothing: a squash stands in for what it
 * replaces. Dependencies on apps outside of the project are taken on trust: they have no node.
 *
 * @param apps labels of the project's apps, also of those without a migration
 * @param uncertain labels of apps with a file that could not be read
 */
export function buildGraph(
  migrations: ReadonlyMap<MigrationId, Migration>,
  apps: ReadonlySet<string>,
  uncertain: ReadonlySet<string>,
): MigrationGraph {
  return buildGraphFor(new Set(), migrations, apps, uncertain).graph
}

/**
 * The same for a database that has recorded some of them: a squash of which a part was run is left out, and counts as run
 * where all that it replaces was, whether or not it is recorded itself.
 */
export function buildGraphFor(
  recorded: ReadonlySet<MigrationId>,
  migrations: ReadonlyMap<MigrationId, Migration>,
  apps: ReadonlySet<string>,
  uncertain: ReadonlySet<string>,
): DatabaseGraph {
  const applied = new Set(recorded)
  const graph = new MigrationGraph()
  const inOrder = [...migrations.values()]
  for (const { id, app } of inOrder) graph.addNode(id, app)
  for (const app of uncertain) graph.addUncertainty(app)
  // Dependencies inside an app come first: `__first__` of another app asks for that app's root node.
  for (const migration of inOrder) addInternal(graph, migration)
  for (const migration of inOrder) addExternal(graph, migration, apps)
  for (const migration of replacements(migrations)) {
    const replaced = replacedIds(migration)
    const run = replaced.filter((id) => applied.has(id)).length
    if (run === replaced.length) applied.add(migration.id)
    else applied.delete(migration.id)
    if (run === 0 || run === replaced.length) graph.removeReplacedNodes(migration.id, replaced)
    else graph.removeReplacementNode(migration.id, replaced)
  }
  return { graph, applied }
}

function addInternal(graph: MigrationGraph, migration: Migration): void {
  for (const dependency of migration.dependencies) {
    if (dependency.kind === 'unresolved') graph.addUncertainty(migration.app)
    if (!('app' in dependency) || dependency.app !== migration.app) continue
    // `__first__` of the own app is passed over; `__latest__` is taken for a name, which no migration has.
    if (dependency.kind === 'symbolic' && dependency.which === 'first') continue
    const { app, place } = dependency
    const name = dependency.kind === 'migration' ? dependency.name : '__latest__'
    graph.addDependency(migration.id, migrationId(app, name), {
      from: migration.id,
      reference: { app, name, place },
    })
  }
}

function addExternal(graph: MigrationGraph, migration: Migration, apps: ReadonlySet<string>): void {
  for (const dependency of migration.dependencies) {
    if ('app' in dependency && dependency.app === migration.app) continue
    const parent = target(graph, dependency, apps, migration.app)
    if (parent) graph.addDependency(migration.id, parent.id, { from: migration.id, reference: parent })
  }
  for (const dependency of migration.runBefore) {
    if (dependency.kind === 'unresolved') graph.addUncertainty(migration.app)
    const child = target(graph, dependency, apps, migration.app)
    if (child) graph.addDependency(child.id, migration.id, { from: migration.id, reference: child })
  }
}

/** What a dependency on another app means (`check_key`); undefined where nothing of this project is meant. */
function target(
  graph: MigrationGraph,
  dependency: Dependency,
  apps: ReadonlySet<string>,
  currentApp: string,
) {
  if (dependency.kind === 'unresolved' || dependency.app === undefined || !apps.has(dependency.app))
    return undefined
  const { app, place } = dependency
  // `__first__` and `__latest__` of the own app are passed over.
  if (dependency.kind === 'symbolic' && app === currentApp) return undefined
  if (dependency.kind === 'migration')
    return { id: migrationId(app, dependency.name), app, name: dependency.name, place }
  const [id] = symbolicTarget(graph, app, dependency.which)
  return id === undefined ? undefined : { id, app, name: id.slice(app.length + 1), place }
}

/** In the graph that `check_key` looks at, a missing migration that something names is a node like any other. */
function symbolicTarget(
  graph: MigrationGraph,
  app: string,
  which: 'first' | 'latest',
): readonly MigrationId[] {
  const literal = migrationId(app, `__${which}__`)
  if (graph.isNamed(literal)) return [literal]
  return which === 'first' ? graph.rootNodes(app, 'with missing') : graph.leafNodes(app, 'with missing')
}

export function replacedIds(migration: Migration): MigrationId[] {
  return migration.replaces.map(({ app, name }) => migrationId(app, name))
}

/** Squashed migrations, each after those that it replaces itself: a squash of squashes works since Django 6.0. */
function replacements(migrations: ReadonlyMap<MigrationId, Migration>): Migration[] {
  const order: Migration[] = []
  const seen = new Set<MigrationId>()
  const visit = (start: Migration): void => {
    const stack: { migration: Migration; ready: boolean }[] = [{ migration: start, ready: false }]
    while (stack.length > 0) {
      const { migration, ready } = stack.pop()!
      if (ready) order.push(migration)
      else if (!seen.has(migration.id)) {
        seen.add(migration.id)
        stack.push({ migration, ready: true })
        for (const id of replacedIds(migration)) {
          const inner = migrations.get(id)
          if (inner && inner.replaces.length > 0) stack.push({ migration: inner, ready: false })
        }
      }
    }
  }
  for (const migration of migrations.values()) if (migration.replaces.length > 0) visit(migration)
  return order
}
