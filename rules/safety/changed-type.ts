import { defineRule } from '../../src/engine/rule.ts'
import { addedAlong } from '../../src/model/column-history.ts'
import { databasesWhere, databaseTitles, type Database } from '../../src/model/database.ts'
import type { Severity } from '../../src/model/finding.ts'
import { effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import { listing } from '../../src/model/listing.ts'
import { lockOf } from '../../src/model/locks/lock-of.ts'
import { whoWaits } from '../../src/model/locks/lock.ts'
import { columnLabel } from '../../src/model/schema/table.ts'
import { misfit, typeChange } from '../../src/model/schema/type-change.ts'

export const changedType = defineRule({
  meta: {
    id: 'safety/changed-type',
    severity: 'error',
    presets: { recommended: 'warning' },
    summary: 'A column gets a type that its values may not fit, or for which the table is rewritten',
    reason:
      'Whether a value does not fit, only the database knows: a warning. A rewrite is no loss but a long lock, so it counts only where nobody may wait.',
    options: {
      rewrites: {
        values: ['off', 'hint', 'warning', 'error'],
        default: 'off',
        presets: { 'zero-downtime': 'error', strict: 'error' },
        description: 'A type that every value fits and for which the table is rewritten under a lock',
      },
    },
  },

  check(changes, report, { rewrites }) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'alter column')) {
      const { effect } = judged
      const { table, before, after } = effect
      if (!before.type || !after.type || addedAlong(changes, judged, table, before.name ?? before.field))
        continue
      const label = columnLabel(table, after)
      const help = recipes?.changeTypeInSteps(table, before, after) ?? ''
      const lost = misfit(before.type, after.type)
      // SQLite keeps what a value is, whatever the column is called.
      const refusing = databasesWhere(changes.databases, ({ name }) => name !== 'sqlite')
      if (lost !== undefined && lost !== 'fits' && !effect.isConverted && refusing.length > 0) {
        report({
          ...standsAt(judged),
          message: `\`${label}\` becomes \`${after.typeSource}\` and was \`${before.typeSource}\`: values ${lost.values} do not fit. On ${titles(refusing)} the change fails at the first of them, or cuts off what is too much.`,
          help,
        })
        continue
      }
      if (rewrites === 'off') continue
      const slow = databasesWhere(
        changes.databases,
        (database) => typeChange(before, after, database) === 'rewrites' && database.name !== 'sqlite',
      )
      const lock = slow[0] && lockOf(effect, slow[0])
      if (!lock) continue
      report({
        ...standsAt(judged),
        severity: rewrites as Severity,
        message: `\`${label}\` becomes \`${after.typeSource}\` and was \`${before.typeSource}\`: every value is converted (${titles(slow)}), and ${whoWaits(lock)}.`,
        help,
      })
    }
  },
})

function titles(databases: readonly Database[]): string {
  return listing(databases.map(({ name }) => databaseTitles[name]))
}
