import { defineRule } from '../../src/engine/rule.ts'
import { isNewTable, judgedEffects } from '../../src/model/judged-effects.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const nonNullableField = defineRule({
  meta: {
    id: 'safety/non-nullable-field',
    severity: 'error',
    summary: 'A NOT NULL column without a value for the rows that are there',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of judgedEffects(changes, 'add column')) {
      const { effect, step, planned } = judged
      const { table, column } = effect
      if (column.isNullable !== false || column.default.kind !== 'none' || effect.oneOff !== undefined)
        continue
      if (isNewTable(changes, table, judged)) continue
      report({
        message: `\`${columnLabel(table, column)}\` is NOT NULL and has no default: the rows that are there have no value for it, and the migration fails on the first of them.`,
        help: recipes?.addColumnInSteps(table, column) ?? '',
        place: step.operation.place,
        app: planned.migration.app,
        migration: planned.migration.id,
      })
    }
  },
})
