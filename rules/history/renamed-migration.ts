import { defineRule, type RuleFinding } from '../../src/engine/rule.ts'
import type { ChangeSet, MigrationChange } from '../../src/model/change-set.ts'
import { moveCommand } from '../../src/model/git-commands.ts'
import { groupBy } from '../../src/model/group-by.ts'
import { capital } from '../../src/model/listing.ts'

type Renaming = Extract<MigrationChange, { kind: 'renamed' }>

export const renamedMigration = defineRule({
  meta: {
    id: 'history/renamed-migration',
    severity: 'error',
    summary: 'A migration of the base branch was given another name',
    options: {},
  },

  check(changeSet, report) {
    const renamed = changeSet.changes.filter((change) => change.kind === 'renamed').filter(runsAgain)
    for (const [app, renamings] of groupBy(renamed, ({ base }) => base.app)) {
      const label = newLabel(changeSet, app, renamings)
      if (label !== undefined) report(labelChanged(changeSet, app, label, renamings))
      else for (const renaming of renamings) report(fileRenamed(changeSet, renaming))
    }
  },
})

/** A migration that replaces its own old name is taken for applied where that is recorded. */
function runsAgain({ base, head }: Renaming): boolean {
  return !head.replaces.some(({ app, name }) => app === base.app && name === base.name)
}

/** The label that an app has now, where all of its migrations went to one other app. */
function newLabel({ head }: ChangeSet, app: string, renamings: readonly Renaming[]): string | undefined {
  const labels = new Set(renamings.map((renaming) => renaming.head.app))
  const [label] = labels
  if (labels.size !== 1 || label === app) return undefined
  return [...head.migrations.values()].some((migration) => migration.app === app) ? undefined : label
}

function labelChanged(
  { head: { history }, names }: ChangeSet,
  app: string,
  label: string,
  renamings: readonly Renaming[],
): RuleFinding {
  const migration = renamings[0]!.head
  const them = renamings.length === 1 ? 'its migration' : `its ${renamings.length} migrations`
  return {
    message: `This branch changes the label of the app \`${app}\` to \`${label}\`, and with it the names of ${them}, which are on ${names.target} already. ${capital(history.relabelledEffect)}.`,
    help: `Keep the label: ${history.keepLabel(app)}. The folder may have any name.`,
    place: migration.place,
    app: label,
    migration: migration.id,
  }
}

function fileRenamed({ head: { history }, names }: ChangeSet, { base, head, edit }: Renaming): RuleFinding {
  const edited = edit && edit.grade !== 'text' && edit.grade !== 'prescribed' ? ' and edits it' : ''
  const move = moveCommand(head.path, base.path)
  return {
    message: `\`${base.id}\` is on ${names.target} already, and this branch renames it to \`${head.id}\`${edited}. ${capital(history.renamedEffect)}.`,
    help: `Give it its old name back: \`${head.tracked ? move : move.replace(/^git /, '')}\`\nIf the new name has to stay, let the file say \`${history.replacing(base.app, base.name)}\`.`,
    place: head.place,
    app: head.app,
    migration: head.id,
  }
}
