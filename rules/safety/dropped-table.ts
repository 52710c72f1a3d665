import { defineRule } from '../../src/engine/rule.ts'
import { dropLater, wasForgotten } from '../../src/model/forgotten.ts'
import { byOperation, effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import { codeListing } from '../../src/model/listing.ts'

export const droppedTable = defineRule({
  meta: {
    id: 'safety/dropped-table',
    severity: 'warning',
    presets: { 'zero-downtime': 'error', strict: 'error' },
    summary: 'A table is dropped that code still asks for, with all its rows, or emptied',
    reason:
      'As with a column: the rows are gone for good, as a rule on purpose; the old code that still runs fails on every query of the table.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    const dropped = effectsOnRows(changes, 'drop table').filter((judged) => !wasForgotten(changes, judged))
    for (const operation of byOperation(dropped)) {
      // A model's own table goes last, after those of its relations.
      const judged = operation.at(-1)!
      const others = operation.slice(0, -1)
      const { table } = judged.effect
      const more = others.map(({ effect }) => effect.table.label)
      report({
        ...standsAt(judged),
        message: `The table of \`${table.label}\` is dropped, and all its rows are gone for good. The code that still runs fails on every query of it.${more.length > 0 ? ` With it goes ${codeListing(more)}.` : ''}`,
        help: judged.effect.isForgotten === true ? dropLater : (recipes?.dropTableInSteps(table) ?? ''),
      })
    }
    for (const judged of effectsOnRows(changes, 'empty table')) {
      const { label } = judged.effect.table
      report({
        ...standsAt(judged),
        message: `The table of \`${label}\` is emptied, and all its rows are gone for good.`,
        help: 'Dump what may still be asked for first, or delete the rows by a condition, in batches.',
      })
    }
  },
})
