import { defineRule } from '../../src/engine/rule.ts'
import { backfillBefore } from '../../src/model/backfill.ts'
import { effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const tightenedNullability = defineRule({
  meta: {
    id: 'safety/tightened-nullability',
    severity: 'error',
    summary: 'A column becomes NOT NULL, and nothing has filled the rows that hold NULL',
    reason:
      'The migration fails on the first row that holds NULL, and no step before it saw to it that none does.',
    options: {},
  },

  check(changes, report, _, leaveOpen) {
    const { recipes } = changes.head
    const open = new Set<string>()
    for (const judged of effectsOnRows(changes, 'alter column')) {
      const { table, before, after, oneOff, keepsNulls } = judged.effect
      if (before.isNullable !== true || after.isNullable !== false || oneOff !== undefined) continue
      const isFilled = after.default.kind !== 'none' && after.default.kind !== 'unknown'
      if (isFilled && keepsNulls !== true) continue
      const filled = backfillBefore(changes, judged, table, before)
      if (filled.kind === 'proven') continue
      const label = columnLabel(table, after)
      const doubt =
        filled.kind === 'unresolved'
          ? filled
          : after.default.kind === 'unknown'
            ? { cause: after.default.cause, place: standsAt(judged).place }
            : undefined
      if (doubt) {
        if (!open.has(judged.planned.migration.id))
          leaveOpen({
            what: label,
            cause: `whether rows still hold NULL when it becomes NOT NULL is not known: ${doubt.cause}`,
            remedy: undefined,
            place: doubt.place,
          })
        open.add(judged.planned.migration.id)
        continue
      }
      const since = filled.kind === 'disproven' ? filled.since?.migration : undefined
      report({
        ...standsAt(judged),
        message: `\`${label}\` becomes NOT NULL, and nothing has filled the rows that hold NULL${since ? ` since \`${since.id}\`` : ''}: the migration fails on the first of them.`,
        help: recipes?.backfill(table, after) ?? '',
        ...(since && since.id !== judged.planned.migration.id
          ? { related: [{ message: 'rows may hold NULL since this migration', place: since.place }] }
          : {}),
      })
    }
  },
})
