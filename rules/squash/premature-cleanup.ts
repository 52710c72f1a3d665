import { defineRule } from '../../src/engine/rule.ts'
import { restoreCommand } from '../../src/model/git-commands.ts'
import { codeListing } from '../../src/model/listing.ts'
import { earlyCleanups } from '../../src/model/squash-changes.ts'

export const prematureCleanup = defineRule({
  meta: {
    id: 'squash/premature-cleanup',
    severity: 'error',
    summary: 'A squash that comes in the same change in which what it replaces is deleted',
    options: {},
  },

  check(changeSet, report) {
    const { head, names } = changeSet
    const { history } = head
    for (const { squash, deleted, isDeclared } of earlyCleanups(changeSet)) {
      const ids = codeListing(deleted.map(({ id }) => id))
      const restore = restoreCommand(
        names.base,
        deleted.map(({ path }) => path),
      )
      const keep = `Keep the replaced files beside the squash for now: \`${restore}\``
      const later = 'Delete them in a later change, when every database has run all of them.'
      report({
        message: isDeclared
          ? `\`${squash.id}\` is new, and this branch deletes ${ids}, which it replaces, at once. A database that has run only some of them is stuck: ${history.partlySquashedEffect}.`
          : `\`${squash.id}\` is new and begins the migrations of \`${squash.app}\` in place of ${ids}, which this branch deletes, and does not say that it replaces them. A database that has run them runs it on top, and fails on tables that are there.`,
        help: isDeclared
          ? `${keep}\n${later}`
          : `Let \`${squash.path}\` name what it replaces: \`${history.replacing(squash.app, deleted[0]!.name)}\` and so on.\n${keep}\n${later}`,
        place: squash.replaces[0]?.place ?? squash.place,
        app: squash.app,
        migration: squash.id,
      })
    }
  },
})
