import { defineRule } from '../../src/engine/rule.ts'
import { addedAlong } from '../../src/model/column-history.ts'
import { dropLater, wasForgotten } from '../../src/model/forgotten.ts'
import {
  effectsOnRows,
  isJudgedWith,
  judgedEffects,
  standsAt,
  type JudgedEffect,
} from '../../src/model/judged-effects.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const droppedColumn = defineRule({
  meta: {
    id: 'safety/dropped-column',
    severity: 'warning',
    presets: { 'zero-downtime': 'error', strict: 'error' },
    summary: 'A column is dropped that code still asks for, with what its rows hold',
    reason:
      'What the rows hold is gone for good, but as a rule on purpose: a warning. While the old code still runs, every query of it names the column and fails: an error.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'drop column')) {
      const { table, column } = judged.effect
      // The second of the two steps that the help asks for.
      if (wasForgotten(changes, judged)) continue
      if (droppedWithTable(changes, judged)) continue
      if (addedAlong(changes, judged, table, column.name ?? column.field)) continue
      report({
        ...standsAt(judged),
        message: `\`${columnLabel(table, column)}\` is dropped, and what its rows hold is gone for good. The code that still runs names the column in its queries: they fail from then on.`,
        help:
          judged.effect.isForgotten === true ? dropLater : (recipes?.dropColumnInSteps(table, column) ?? ''),
      })
    }
  },
})

/** Whether the whole table goes along: then that is what there is to tell. */
function droppedWithTable(changes: ChangeSet, at: JudgedEffect<'drop column'>): boolean {
  return judgedEffects(changes, 'drop table').some(
    ({ effect, planned }) =>
      effect.table.identity === at.effect.table.identity && isJudgedWith(changes, at, planned.migration.id),
  )
}
