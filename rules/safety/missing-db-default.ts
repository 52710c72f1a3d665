import { defineRule } from '../../src/engine/rule.ts'
import { effectsOnRows, isJudgedWith, judgedEffects, standsAt } from '../../src/model/judged-effects.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const missingDbDefault = defineRule({
  meta: {
    id: 'safety/missing-db-default',
    severity: 'error',
    presets: { recommended: 'off' },
    summary: 'A NOT NULL column whose default only the new code knows',
    reason:
      'The migration runs, and every row gets the default. Only where the old code still runs do its inserts leave the column out and fail.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    const defaults = judgedEffects(changes, 'alter column')
    for (const judged of effectsOnRows(changes, 'add column')) {
      const { table, column, oneOff } = judged.effect
      if (column.isNullable !== false || column.default.kind !== 'code' || oneOff !== undefined) continue
      // Given to the database later on in the same change, in SQL.
      const isGiven = defaults.some(
        ({ effect, planned }) =>
          effect.table.identity === table.identity &&
          effect.after.field === column.field &&
          effect.after.default.kind === 'database' &&
          isJudgedWith(changes, judged, planned.migration.id),
      )
      if (isGiven) continue
      report({
        ...standsAt(judged),
        message: `\`${columnLabel(table, column)}\` is NOT NULL, and only the new code knows its default: the database drops it once the rows that are there are filled. The code that still runs inserts rows without the column, and the database refuses them.`,
        help: recipes?.defaultInDatabase(table, column) ?? '',
      })
    }
  },
})
