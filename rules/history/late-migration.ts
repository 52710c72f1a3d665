import { defineRule } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { clashes } from '../../src/model/clash.ts'
import { capital, listing } from '../../src/model/listing.ts'
import type { Migration, MigrationId } from '../../src/model/migration.ts'

export const lateMigration = defineRule({
  meta: {
    id: 'history/late-migration',
    severity: 'warning',
    summary: 'A new migration that comes before some that databases have run',
    reason:
      'It happens in every merge of a branch that took long, and mostly does no harm: a warning where both touch the same table, a hint elsewhere.',
    options: {},
  },

  check(changes, report) {
    const { head, merged, names } = changes
    const { lateEffect } = head.history
    if (lateEffect === undefined) return
    const project = merged ?? head
    for (const change of changes.changes) {
      if (change.kind !== 'added') continue
      const later = runBefore(changes, change.head.id)
      const [first] = later
      if (!first) continue
      const ids = later.map(({ id }) => id)
      const [clash] = clashes(project.plan ?? [], [change.head.id], ids)
      const shown = ids.slice(0, maxShown).map((id) => `\`${id}\``)
      const which = listing(ids.length > maxShown ? [...shown, `${ids.length - maxShown} more`] : shown)
      const both = clash
        ? ` Both touch \`${clash.label}\`: the two orders come to something else, or one of them fails.`
        : ''
      report({
        message: `\`${change.head.id}\` is new and comes before ${which}, which ${ids.length === 1 ? 'is' : 'are'} on ${names.target} already. ${capital(lateEffect)}.${both}`,
        help: 'Give it a name with the time of now, so that it comes last everywhere, unless it has run somewhere under this one.',
        place: change.head.place,
        app: change.head.app,
        migration: change.head.id,
        ...(clash ? {} : { severity: 'hint' as const }),
      })
    }
  },
})

const maxShown = 3

/** The migrations of the target that the runner puts after a new one. */
function runBefore({ base, head, target, merged }: ChangeSet, id: MigrationId): readonly Migration[] {
  const { graph, migrations } = merged ?? head
  const descendants = graph.descendants(id)
  return graph
    .plan()
    .filter((after) => descendants.has(after))
    .filter((after) => base?.migrations.has(after) || target?.migrations.has(after))
    .flatMap((after) => migrations.get(after) ?? [])
}
