import type { MigrationGraph } from '../../../model/graph.ts'
import type { MigrationId } from '../../../model/migration.ts'
import type { LoadProblem } from '../../../model/project.ts'
import type { DjangoContext } from '../context.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { Doubt } from './doubt.ts'
import { fullPlan } from './plan.ts'
import type { StateReaders } from './readers.ts'
import { replay, type Replayed, type Step } from './replay.ts'

/** What is known of a project's migrations. */
export interface LoadedMigrations {
  readonly migrations: ReadonlyMap<MigrationId, DjangoMigration>
  readonly graph: MigrationGraph
  readonly problems: readonly LoadProblem[]
}

/**
 * The state that all migrations of a project add up to (`MigrationLoader.project_state`,
 * django/db/migrations/loader.py). Apps of which some migrations or their order are not known are in doubt as a whole.
 */
export function projectState(
  loaded: LoadedMigrations,
  context: DjangoContext,
  readers: StateReaders,
  visit?: (step: Step) => void,
): Replayed {
  const plan = fullPlan(loaded.graph)
  const inOrder = plan.flatMap((id) => loaded.migrations.get(id) ?? [])
  return replay(inOrder, context, readers, {
    from: { models: new Map(), doubts: doubtsOf(loaded, plan) },
    ...(visit && { visit }),
  })
}

function doubtsOf(
  { migrations, graph, problems }: LoadedMigrations,
  plan: readonly MigrationId[],
): ReadonlyMap<string, readonly Doubt[]> {
  const doubts = new Map<string, readonly Doubt[]>()
  const doubt = (app: string, cause: string, path: string) => {
    if (!doubts.has(app))
      doubts.set(app, [{ aspect: 'existence', cause, origin: { path, start: 0, end: 0 } }])
  }
  for (const { app, place } of problems) doubt(app, `\`${place.path}\` cannot be loaded`, place.path)
  for (const { id, reference } of graph.missing)
    doubt(reference.app, `the migration \`${id}\` does not exist`, reference.place.path)
  const planned = new Set(plan)
  for (const id of graph.ids) {
    const migration = migrations.get(id)
    if (migration && !planned.has(id))
      doubt(migration.app, 'its migrations depend on one another', migration.path)
  }
  for (const { id, app, path, replacesAreKnown, dependencies, runBefore } of migrations.values()) {
    if (!replacesAreKnown) doubt(app, 'what a squash replaces cannot be read', path)
    if (![...dependencies, ...runBefore].some(({ kind }) => kind === 'unresolved') || !graph.has(id)) continue
    // It may lead to any migration of the app of which it is not known yet whether it comes before or after.
    const known = new Set([id, ...graph.ancestors(id), ...graph.descendants(id)])
    if (plan.some((other) => migrations.get(other)?.app === app && !known.has(other)))
      doubt(app, 'the dependencies of its migrations cannot all be read', path)
  }
  return doubts
}
