import { defineRule, type RuleFinding } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { restoreCommand } from '../../src/model/git-commands.ts'
import { groupBy } from '../../src/model/group-by.ts'
import { codeListing } from '../../src/model/listing.ts'
import type { Migration } from '../../src/model/migration.ts'
import { fileStart } from '../../src/model/place.ts'
import { earlyCleanups } from '../../src/model/squash-changes.ts'

export const deletedMigration = defineRule({
  meta: {
    id: 'history/deleted-migration',
    severity: 'error',
    summary: 'A migration of the base branch was deleted',
    options: {},
  },

  check(changeSet, report) {
    const { base, head, changes } = changeSet
    const deleted = changes.flatMap((change) => (change.kind === 'deleted' ? [change.base] : []))
    const [first] = deleted
    if (!base || !first) return
    if (head.apps.size === 0 && base.apps.size > 1) {
      report(projectGone(changeSet, first, deleted.length))
      return
    }
    // Those are told by the rule about squashes that are cleaned up too early.
    const bySquash = new Set(earlyCleanups(changeSet).flatMap((cleanup) => cleanup.deleted))
    for (const [app, migrations] of groupBy(deleted, (migration) => migration.app)) {
      const old = [...base.migrations.values()].filter((migration) => migration.app === app)
      const left = migrations.filter((migration) => !isReplaced(changeSet, migration))
      const gone =
        migrations.length === old.length && ![...head.migrations.values()].some((m) => m.app === app)
      if (gone) {
        const finding = appGone(changeSet, app, left)
        if (finding) report(finding)
        continue
      }
      const alone = left.filter((migration) => !bySquash.has(migration))
      if (alone.length > 1 && old.every((migration) => !isUntouched(changeSet, migration)))
        report(startedAnew(changeSet, app, alone))
      else for (const migration of alone) report(deletedAlone(changeSet, migration))
    }
  },
})

/**
 * True where a squash of the merge base stands in for a migration: it was released before, so deleting what it
 * replaces is the last step of squashing. A squash that is replaced and deleted itself passes the question on.
 */
function isReplaced({ base, head, changes }: ChangeSet, migration: Migration): boolean {
  const seen = new Set<Migration>()
  const pending = [migration]
  while (pending.length > 0) {
    const current = pending.pop()!
    if (seen.has(current)) continue
    seen.add(current)
    for (const squash of base?.migrations.values() ?? []) {
      if (!replaces(squash, current)) continue
      if (head.migrations.has(squash.id)) return true
      if (changes.some((change) => change.kind === 'renamed' && change.base.id === squash.id)) return true
      pending.push(squash)
    }
  }
  return false
}

function replaces(squash: Migration, { app, name }: Migration): boolean {
  return squash.replaces.some((replaced) => replaced.app === app && replaced.name === name)
}

function isUntouched({ head }: ChangeSet, migration: Migration): boolean {
  return head.migrations.get(migration.id)?.blobId === migration.blobId
}

function deletedAlone({ head: { history }, names }: ChangeSet, migration: Migration): RuleFinding {
  const { id, app, path } = migration
  return {
    message: `\`${id}\` is on ${names.target} already, and this branch deletes it. Databases that have run it keep what it did, and new ones never get it: ${history.deletedEffect}.`,
    help: `Bring it back: \`migration-lint fix\` or \`${restoreCommand(names.base, [path])}\`\nTo undo what it did, change the models and write a new migration: \`${history.newMigration(app)}\``,
    place: fileStart(path),
    app,
    migration: id,
  }
}

function startedAnew(
  { head: { history }, names }: ChangeSet,
  app: string,
  deleted: readonly Migration[],
): RuleFinding {
  const ids = deleted.map((migration) => migration.id)
  const last = deleted.at(-1)!
  return {
    message: `This branch starts the migrations of \`${app}\` anew: it deletes ${codeListing(ids)}, which are on ${names.target} already, and edits the rest. Databases that have run them get nothing of what the new files say: ${history.deletedEffect}.`,
    help: `Bring them back: \`migration-lint fix\` or \`${restoreCommand(
      names.base,
      deleted.map((migration) => migration.path),
    )}\`\nTo have fewer files, squash them: the squash names what it replaces, so that no database is left behind.`,
    place: fileStart(last.path),
    app,
    migration: last.id,
  }
}

/** An app without any migration left. One that has dropped its tables before may go. */
function appGone(
  { base, names }: ChangeSet,
  app: string,
  deleted: readonly Migration[],
): RuleFinding | undefined {
  const last = deleted.at(-1)
  const models = base?.apps.get(app)?.remainingModels
  if (!last || models?.length === 0) return undefined
  const restore = restoreCommand(
    names.base,
    deleted.map((migration) => migration.path),
  )
  const left = models
    ? `The tables of ${codeListing(models)} stay in every database, and nothing will drop or change them any more`
    : 'Tables that they made and did not drop stay in every database'
  return {
    message: `This branch deletes every migration of \`${app}\`: ${count(deleted)} on ${names.target} already. ${left}.`,
    help: `If the app goes for good: delete its models, write the migration that drops their tables, and delete the app in a later change, when every database has run it.\nTo bring the migrations back: \`${restore}\``,
    place: fileStart(last.path),
    app,
    migration: last.id,
    ...(models ? {} : { severity: 'warning' as const }),
  }
}

function projectGone({ base, names }: ChangeSet, first: Migration, count: number): RuleFinding {
  const folder = base?.root === '' ? 'the repository' : `\`${base?.root}\``
  return {
    message: `This branch deletes every migration of ${folder}: ${count.toLocaleString('en-US')} in ${base?.apps.size} apps that are on ${names.target} already. Databases that have run them keep their tables, and nothing will change them any more.`,
    help: 'If the project moved, tell where to: `include` and `exclude` in the config may hide it. If it goes for good, there is nothing to do.',
    place: fileStart(first.path),
    severity: 'warning',
  }
}

function count({ length }: readonly Migration[]): string {
  return length === 1 ? '1 migration that is' : `${length.toLocaleString('en-US')} migrations that are`
}
