import { defineRule } from '../../src/engine/rule.ts'
import { addedAlong, hasOneValue } from '../../src/model/column-history.ts'
import { mayBeDeduplicated } from '../../src/model/deduplicated.ts'
import { effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import { conditionOf, isPartial, keptUnique, wereUnique } from '../../src/model/unique-columns.ts'

export const uniqueOnExisting = defineRule({
  meta: {
    id: 'safety/unique-on-existing',
    severity: 'warning',
    presets: { strict: 'error' },
    summary: 'Columns with rows become unique: duplicates make the migration fail',
    reason:
      'It fails where two rows hold the same, and only the database knows whether they do: a warning, and an error for who wants proof.',
    options: {},
  },

  check(changes, report, _, leaveOpen) {
    for (const judged of effectsOnRows(changes, 'add constraint', 'create index')) {
      const { effect } = judged
      const { table } = effect
      const columns = keptUnique(effect)
      if (!columns || effect.isOnNewColumn) continue
      if (effect.kind === 'add constraint' && (effect.usesIndex || effect.constraint.kind === 'primary key'))
        continue
      const isFilledLater = columns.some((name) => {
        const added = name === undefined ? undefined : addedAlong(changes, judged, table, name)
        return added !== undefined && !(hasOneValue(added.effect) && columns.length > 1)
      })
      if (isFilledLater || wereUnique(changes, judged, table, columns, conditionOf(effect))) continue
      const cleanup = mayBeDeduplicated(changes, judged, table)
      if (cleanup) {
        leaveOpen({
          what: table.label,
          cause: `whether \`${cleanup.name}\` leaves no two rows that hold the same is not known`,
          remedy: undefined,
          place: cleanup.place,
        })
        continue
      }
      const names = columns.map((name) => (name === undefined ? 'an expression' : `\`${name}\``))
      report({
        ...standsAt(judged),
        message: `${names.join(', ')} of \`${table.label}\` ${columns.length > 1 ? 'become unique together' : 'becomes unique'}: the migration fails if two of the rows that are there${isPartial(effect) ? ' and meet its condition' : ''} hold the same.`,
        help: `Look for duplicates in production first, and write what shall become of them as a data migration before this one:\n${duplicates(table.name ?? table.label, columns)}`,
      })
    }
  },
})

/** The query that lists what two rows or more hold. */
function duplicates(table: string, columns: readonly (string | undefined)[]): string {
  const list = columns.map((name) => name ?? '…').join(', ')
  return `SELECT ${list}, COUNT(*) FROM ${table} GROUP BY ${list} HAVING COUNT(*) > 1;`
}
