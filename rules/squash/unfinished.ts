import { defineRule } from '../../src/engine/rule.ts'
import { replacedBy, squashesOf } from '../../src/model/squash.ts'
import { standingDays } from '../../src/model/standing.ts'
import { shellWord } from '../../src/model/shell-word.ts'

export const unfinished = defineRule({
  meta: {
    id: 'squash/unfinished',
    severity: 'hint',
    summary: 'Replaced migrations that are still there long after their squash came to the base branch',
    reason: 'Nothing is wrong, and a package that others install keeps them for years: a hint.',
    options: {
      days: {
        values: standingDays.map(String),
        default: '180',
        description: 'For how many days the base branch has had the squash',
      },
    },
  },

  check({ base, head, names, standing }, report, options, leaveOpen) {
    const least = Number(options.days)
    for (const squash of squashesOf(head)) {
      const { there } = replacedBy(squash, head)
      const before = base?.migrations.get(squash.id)
      if (there.length === 0 || !before?.replaces.length) continue
      const days = standing.get(squash.path)
      if (days === undefined)
        leaveOpen({
          what: squash.id,
          cause: 'the clone is too shallow to tell how long the squash has been there',
          remedy: 'fetch the whole history',
          place: squash.place,
        })
      else if (days >= least)
        report({
          message: `\`${squash.id}\` has been on ${names.target} for more than ${days} days, and what it replaces is still there: ${there.length} ${there.length === 1 ? 'migration' : 'migrations'} that every command goes on reading.`,
          help: `${head.history.beforeSquashIsFinished}.\nThen clean up: \`migration-lint squash ${shellWord(squash.app)} ${shellWord(squash.name)} --finish\``,
          place: squash.replaces[0]?.place ?? squash.place,
          app: squash.app,
          migration: squash.id,
        })
    }
  },
})
