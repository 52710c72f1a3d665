import { defineRule } from '../../src/engine/rule.ts'
import { changedMerges } from '../../src/model/merge-branches.ts'
import { migrationId } from '../../src/model/migration.ts'

export const idleMerge = defineRule({
  meta: {
    id: 'graph/idle-merge',
    severity: 'hint',
    summary: 'A merge migration that joins what is in one line already',
    options: {},
  },

  check(changeSet, report) {
    for (const { migration, branches, idle } of changedMerges(changeSet)) {
      for (const { parent, after } of idle) {
        const id = migrationId(parent.app, parent.name)
        const others =
          branches.length > 1 ? 'Take this dependency out.' : 'There is nothing to join: delete the merge.'
        report({
          message: `\`${migration.id}\` joins \`${id}\` and \`${after}\`, which comes after it already: \`${id}\` is no leaf node.`,
          help: others,
          place: parent.place,
          app: migration.app,
          migration: migration.id,
        })
      }
    }
  },
})
