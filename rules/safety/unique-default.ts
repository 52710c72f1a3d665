import { defineRule } from '../../src/engine/rule.ts'
import { hasOneValue } from '../../src/model/column-history.ts'
import { effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const uniqueDefault = defineRule({
  meta: {
    id: 'safety/unique-default',
    severity: 'error',
    summary: 'A unique column is added with one value for all rows',
    reason:
      'The default is worked out once and every row gets it: with two rows the migration fails for certain.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'add column')) {
      const { table, column, oneOff } = judged.effect
      if (!(column.isUnique || column.isPrimaryKey) || !hasOneValue(judged.effect)) continue
      const { default: value } = column
      const label = columnLabel(table, column)
      const isCalled = oneOff === undefined && value.kind === 'code' && value.isCalled
      report({
        ...standsAt(judged),
        message: isCalled
          ? `\`${label}\` is unique, and its default is called once, for all rows together: they get the same value, and the migration fails where there are two.`
          : `\`${label}\` is unique, and every row that is there gets the same value: the migration fails where there are two.`,
        help: recipes?.addUniqueColumnInSteps(table, column) ?? '',
      })
    }
  },
})
