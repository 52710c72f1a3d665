import { defineRule } from '../../src/engine/rule.ts'
import { effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'

export const renamedTable = defineRule({
  meta: {
    id: 'safety/renamed-table',
    severity: 'error',
    presets: { recommended: 'off' },
    summary: 'A table gets another name while code still uses the old one',
    reason: 'As with a column: nothing is lost, but every query of the old code that still runs fails.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'rename table')) {
      const { before, after } = judged.effect
      if (before.name !== undefined && before.name === after.name) continue
      report({
        ...standsAt(judged),
        message: `The table \`${before.name ?? before.label}\` becomes \`${after.name ?? after.label}\`: every query of \`${before.label}\` by the code that still runs fails from then on.`,
        help: recipes?.keepTableName(before, after) ?? '',
      })
    }
  },
})
