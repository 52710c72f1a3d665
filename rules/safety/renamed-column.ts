import { defineRule } from '../../src/engine/rule.ts'
import { addedAlong } from '../../src/model/column-history.ts'
import { effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const renamedColumn = defineRule({
  meta: {
    id: 'safety/renamed-column',
    severity: 'error',
    presets: { recommended: 'off' },
    summary: 'A column gets another name while code still uses the old one',
    reason:
      'Nothing is lost, and whoever stops the old code before the migration runs notices nothing. While it runs, each of its queries fails.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'rename column')) {
      const { table, before, after } = judged.effect
      if (before.name !== undefined && before.name === after.name) continue
      // What comes along with a table's new name is told of there.
      if (judged.step.effects.some(({ kind }) => kind === 'rename table')) continue
      if (addedAlong(changes, judged, table, before.name ?? before.field)) continue
      report({
        ...standsAt(judged),
        message: `The column \`${before.name ?? before.field}\` of \`${table.label}\` becomes \`${after.name ?? after.field}\`: the queries of the code that still runs name \`${columnLabel(table, before)}\` and fail from then on.`,
        help: recipes?.keepColumnName(table, before, after) ?? '',
      })
    }
  },
})
