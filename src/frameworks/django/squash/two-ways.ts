import type { MigrationGraph } from '../../../model/graph.ts'
import type { MigrationId } from '../../../model/migration.ts'
import { replacedBy } from '../../../model/squash.ts'
import { buildGraph } from '../loader.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { LoadedMigrations } from '../state/project-state.ts'
import { fullPlan } from '../state/plan.ts'

/** What a new database runs up to the end of a squash, and up to the end of what it replaces, where it has no squash. */
export interface TwoWays {
  readonly squashed: readonly DjangoMigration[]
  readonly replaced: readonly DjangoMigration[]
}

/**
 * Both ways stand on the same ground: all that the squash or one of those that it replaces comes after runs in both. Another
 * squash of the same migrations is in neither, unless this one replaces it.
 *
 * @param apps labels of the project's apps
 * @returns why there are no two ways, as a clause, where their order is not known
 */
export function twoWays(
  { migrations, problems }: Pick<LoadedMigrations, 'migrations' | 'problems'>,
  apps: ReadonlySet<string>,
  squash: DjangoMigration,
): TwoWays | string {
  const replaced = new Set(replacedBy(squash, { migrations }).there.map(({ id }) => id))
  const rivals = new Set(
    [...migrations.values()]
      .filter((other) => isRival(other, squash.id, replaced, migrations))
      .map(({ id }) => id),
  )
  const uncertain = new Set(problems.map(({ app }) => app))
  const graphOf = (left: (id: MigrationId) => boolean) =>
    buildGraph(new Map([...migrations].filter(([id]) => left(id))), apps, uncertain)
  const withSquash = graphOf((id) => !rivals.has(id))
  const without = graphOf((id) => !rivals.has(id) && id !== squash.id)
  if (!withSquash.isCertain(squash.app)) return 'the order of its migrations is not known'

  const ends = [...replaced].filter((id) => without.has(id))
  const ground = new Set([
    ...withSquash.ancestors(squash.id),
    ...ends.flatMap((id) => [...without.ancestors(id)]),
  ])
  const along = (graph: MigrationGraph, own: readonly MigrationId[]) => {
    const wanted = new Set([...ground, ...own])
    for (const id of [squash.id, ...replaced]) if (!own.includes(id)) wanted.delete(id)
    const plan = fullPlan(graph).filter((id) => wanted.has(id))
    return own.every((id) => plan.includes(id)) ? plan.flatMap((id) => migrations.get(id) ?? []) : undefined
  }
  const [one, other] = [along(withSquash, [squash.id]), along(without, ends)]
  return one && other ? { squashed: one, replaced: other } : 'its dependencies lead in a circle'
}

/** Whether it replaces some of the same migrations, or the squash itself, and the squash does not replace it. */
function isRival(
  other: DjangoMigration,
  squash: MigrationId,
  replaced: ReadonlySet<MigrationId>,
  migrations: ReadonlyMap<MigrationId, DjangoMigration>,
): boolean {
  if (other.id === squash || replaced.has(other.id) || other.replaces.length === 0) return false
  return replacedBy(other, { migrations }).there.some(({ id }) => id === squash || replaced.has(id))
}
