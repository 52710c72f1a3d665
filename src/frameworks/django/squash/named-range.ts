import { codeListing } from '../../../model/listing.ts'
import { migrationId } from '../../../model/migration.ts'
import { fileStart } from '../../../model/place.ts'
import type { SquashRequest } from '../../../model/squash-writing.ts'
import type { Refusal } from '../../../model/writing.ts'
import type { KnownProject } from '../known-project.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { fullPlan } from '../state/plan.ts'

/**
 * The migrations that a request names, in the order in which they run (`squashmigrations`: those of the app that come
 * before the last one, from the first one on), or why there are none.
 */
export function namedRange(
  project: KnownProject,
  { app, from, to }: SquashRequest,
): readonly DjangoMigration[] | Refusal {
  const { migrations, graph, layout } = project
  const folder = layout.apps.get(app)?.migrations.directory
  const refuse = (reason: string, help: string): Refusal => ({
    ...{ app, reason, help },
    place: fileStart(folder === undefined ? layout.root : `${folder}/__init__.py`),
  })
  const own = [...migrations.values()].filter((migration) => migration.app === app)
  if (own.length === 0) {
    const apps = [...new Set([...migrations.values()].map((migration) => migration.app))].sort()
    return refuse(`there is no app \`${app}\` with migrations`, `name one of ${codeListing(apps)}`)
  }
  if (!graph.isCertain(app))
    return refuse(
      `not all that the migrations of \`${app}\` depend on is known`,
      'mend what `migration-lint check` finds first',
    )
  const last = named(own, to, refuse)
  if ('reason' in last) return last
  const first = from === undefined ? undefined : named(own, from, refuse)
  if (first && 'reason' in first) return first
  if (!graph.has(last.id))
    return refuse(
      `\`${last.id}\` is replaced by a squash that is there already`,
      'name a migration that no squash replaces',
    )
  const wanted = new Set([last.id, ...graph.ancestors(last.id)])
  const before = fullPlan(graph).flatMap((id) => {
    const migration = wanted.has(id) ? migrations.get(id) : undefined
    return migration?.app === app ? [migration] : []
  })
  if (!first) return before
  const start = before.findIndex(({ id }) => id === migrationId(app, first.name))
  return start < 0
    ? refuse(`\`${first.id}\` does not come before \`${last.id}\``, 'name them the other way round')
    : before.slice(start)
}

/** The one whose name it is, or else the only one whose name begins so. */
function named(
  own: readonly DjangoMigration[],
  name: string,
  refuse: (reason: string, help: string) => Refusal,
): DjangoMigration | Refusal {
  const exact = own.find((migration) => migration.name === name)
  if (exact) return exact
  const found = own.filter((migration) => migration.name.startsWith(name))
  if (found.length === 1) return found[0]!
  const { app } = own[0]!
  return found.length === 0
    ? refuse(`\`${app}\` has no migration that begins with \`${name}\``, 'give more or less of its name')
    : refuse(
        `several migrations of \`${app}\` begin with \`${name}\`: ${codeListing(found.map((each) => each.name).sort())}`,
        'give more of the name',
      )
}
