import { defineRule } from '../../src/engine/rule.ts'
import { changedSquashes } from '../../src/model/squash-changes.ts'
import { replacedBy } from '../../src/model/squash.ts'

export const lostDataStep = defineRule({
  meta: {
    id: 'squash/lost-data-step',
    severity: 'warning',
    summary:
      'A squash without a data step of what it replaces, or with code out of a file that is to be deleted',
    options: {},
  },

  check(changeSet, report) {
    const { head } = changeSet
    for (const squash of changedSquashes(changeSet)) {
      const { there, gone } = replacedBy(squash, head)
      if (there.length === 0 || gone.length > 0 || !head.squashOutcome) continue
      const { lostSteps, borrowedCode } = head.squashOutcome(squash.id)
      for (const { migration, language, name, place } of lostSteps)
        report({
          message: `\`${migration}\` runs \`${name}\`, and \`${squash.id}\`, which replaces it, does not. A new database runs the squash alone, and never gets what that ${language === 'SQL' ? 'SQL' : 'code'} does.`,
          help: `Copy the step into \`${squash.path}\`. Where a new database needs nothing of it, say so at the step: ${head.history.dispensableStep}.`,
          place: squash.place,
          app: squash.app,
          migration: squash.id,
          related: [{ message: 'the step that is lost', place }],
        })
      for (const { name, migration, place } of borrowedCode) {
        const path = head.migrations.get(migration)?.path ?? migration
        report({
          message: `\`${squash.id}\` runs \`${name}\` out of \`${path}\`, which it replaces. Once that file is deleted, as the last step of squashing, the squash cannot be loaded any more.`,
          help: `Copy \`${name}\` into \`${squash.path}\`, with all that it uses, and run the copy.`,
          place,
          app: squash.app,
          migration: squash.id,
        })
      }
    }
  },
})
