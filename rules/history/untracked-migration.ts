import { defineRule } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { addCommand } from '../../src/model/git-commands.ts'
import { codeListing } from '../../src/model/listing.ts'
import { migrationId, type Migration, type MigrationId } from '../../src/model/migration.ts'

export const untrackedMigration = defineRule({
  meta: {
    id: 'history/untracked-migration',
    severity: 'warning',
    summary: 'A migration that the change needs is not tracked by git',
    options: {},
  },

  check(changeSet, report) {
    const { untracked, head, changedModels } = changeSet
    const missing = new Set(head.graph.missing.map(({ id }) => id))
    const needed = neededBy(changeSet)
    for (const migration of untracked) {
      const { id, app, path, place } = migration
      // What the head names and does not have is an error of its own, which says to add the file.
      if (missing.has(id)) continue
      const dependent = needed.get(id)
      const models = changedModels.get(app)
      if (dependent === undefined && !models) continue
      const reason =
        dependent === undefined
          ? `the models of \`${app}\` changed (${codeListing(models ?? [], 3)})`
          : `\`${dependent}\` depends on it`
      report({
        message: `Git does not track \`${path}\`, and ${reason}. What is committed will lack the migration, on every other machine and in every database.`,
        help: `Add it: \`${addCommand(path)}\``,
        place,
        app,
        migration: id,
      })
    }
  },
})

/** Untracked migrations that a tracked one depends on, also by way of other untracked ones, and which one that is. */
function neededBy({ head, untracked }: ChangeSet): ReadonlyMap<MigrationId, MigrationId> {
  const byId = new Map(untracked.map((migration) => [migration.id, migration]))
  const needed = new Map<MigrationId, MigrationId>()
  const pending: { migration: Migration; dependent: MigrationId }[] = [...head.migrations.values()]
    .filter((migration) => migration.tracked)
    .map((migration) => ({ migration, dependent: migration.id }))
  while (pending.length > 0) {
    const { migration, dependent } = pending.pop()!
    for (const dependency of migration.dependencies) {
      if (dependency.kind !== 'migration') continue
      const id = migrationId(dependency.app, dependency.name)
      const parent = byId.get(id)
      if (!parent || needed.has(id)) continue
      needed.set(id, dependent)
      pending.push({ migration: parent, dependent })
    }
  }
  return needed
}
