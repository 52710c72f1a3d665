import { defineRule } from '../../src/engine/rule.ts'
import { effectsOnRows, isJudgedWith, standsAt } from '../../src/model/judged-effects.ts'

export const droppedTable = defineRule({
  meta: {
    id: 'safety/dropped-table',
    severity: 'warning',
    presets: { 'zero-downtime': 'error', strict: 'error' },
    summary: 'A table is dropped that code still asks for, with all its rows',
    reason:
      'As with a column: the rows are gone for good, as a rule on purpose; the old code that still runs fails on every query of the table.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'drop table')) {
      const { table, forgottenBy } = judged.effect
      if (forgottenBy !== undefined && !isJudgedWith(changes, judged, forgottenBy)) continue
      report({
        ...standsAt(judged),
        message: `The table of \`${table.label}\` is dropped, and all its rows are gone for good. The code that still runs fails on every query of it.`,
        help: recipes?.dropTableInSteps(table) ?? '',
      })
    }
  },
})
