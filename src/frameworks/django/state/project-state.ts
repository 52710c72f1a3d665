import type { MigrationGraph } from '../../../model/graph.ts'
import type { MigrationId } from '../../../model/migration.ts'
import type { DjangoContext } from '../context.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { Doubt } from './doubt.ts'
import { fullPlan } from './plan.ts'
import type { StateReaders } from './readers.ts'
import { replay, type Replayed, type Step } from './replay.ts'

/**
 * The state that all migrations of a project add up to (`MigrationLoader.project_state`,
 * django/db/migrations/loader.py). Apps of which some migrations or their order are not known are in doubt as a whole.
 */
export function projectState(
  migrations: ReadonlyMap<MigrationId, DjangoMigration>,
  graph: MigrationGraph,
  context: DjangoContext,
  readers: StateReaders,
  visit?: (step: Step) => void,
): Replayed {
  const plan = fullPlan(graph)
  const doubts = new Map<string, readonly Doubt[]>()
  const doubt = (app: string, cause: string, path: string) => {
    if (doubts.has(app)) return
    doubts.set(app, [{ aspect: 'existence', cause, origin: { path, start: 0, end: 0 } }])
  }
  for (const { id, reference } of graph.missing)
    doubt(reference.app, `the migration \`${id}\` does not exist`, reference.place.path)
  const planned = new Set(plan)
  for (const id of graph.ids) {
    const migration = migrations.get(id)
    if (migration && !planned.has(id))
      doubt(migration.app, 'its migrations depend on one another', migration.path)
  }
  for (const { app, path } of migrations.values())
    if (!graph.isCertain(app))
      doubt(app, 'not all of its migrations, or of their dependencies, can be read', path)
  const inOrder = plan.flatMap((id) => migrations.get(id) ?? [])
  return replay(inOrder, context, readers, {
    from: { models: new Map(), doubts },
    ...(visit && { visit }),
  })
}
