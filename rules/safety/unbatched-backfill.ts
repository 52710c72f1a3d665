import { defineRule } from '../../src/engine/rule.ts'
import { isJudgedWith, judgedEffects, standsAt } from '../../src/model/judged-effects.ts'
import { standsWithin } from '../../src/model/judged-data.ts'
import type { Plan } from '../../src/model/plan.ts'

export const unbatchedBackfill = defineRule({
  meta: {
    id: 'safety/unbatched-backfill',
    severity: 'hint',
    presets: { 'zero-downtime': 'warning', strict: 'warning' },
    summary: 'One statement gives every row of a table a value',
    reason:
      'Right for a small table, and nobody but the database knows how large it is. While nobody may wait, the locks on every row of it until the end are worth a second look.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    const { databases } = changes
    // SQLite has one writer at a time, and one lock for the whole database.
    if (databases.length > 0 && databases.every(({ name }) => name === 'sqlite')) return
    for (const judged of judgedEffects(changes, 'data')) {
      for (const { table, label, columns, kind, rows, how, place } of judged.effect.step.writes) {
        if (kind !== 'update' || how !== 'one statement' || rows === 'some' || columns.length === 0) continue
        const maker = table === undefined ? undefined : makerOf(changes.head.plan ?? [], table)
        if (maker !== undefined && isJudgedWith(changes, judged, maker)) continue
        const names = columns === 'all' ? [] : columns
        // Rows that lack another column's value are some rows, as far as this one goes.
        if (rows !== 'all' && !names.some((name) => rows.nullsOf.includes(name))) continue
        const what = names.map((column) => (label === undefined ? `\`${column}\`` : `\`${label}.${column}\``))
        const whole = rows === 'all' ? 'every row' : 'every row without a value'
        report({
          ...(judged.effect.step.language === 'code'
            ? standsWithin(judged, place, 'The rows are written here')
            : { ...standsAt(judged), place }),
          message: `One statement writes ${what.join(' and ')} in ${whole} of the table: it holds a lock on each of them until the transaction ends, and whoever else writes one of them waits.`,
          help: recipes?.inBatches() ?? '',
        })
      }
    }
  },
})

/** The migration that makes a table. */
function makerOf(plan: Plan, identity: string): string | undefined {
  for (const { migration, steps } of plan)
    for (const { effects } of steps)
      for (const effect of effects)
        if (effect.kind === 'create table' && effect.table.identity === identity) return migration.id
  return undefined
}
