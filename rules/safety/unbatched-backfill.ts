import { defineRule } from '../../src/engine/rule.ts'
import { isJudgedWith, judgedEffects, standsAt } from '../../src/model/judged-effects.ts'
import { standsWithin } from '../../src/model/judged-data.ts'
import { groupBy } from '../../src/model/group-by.ts'
import { listing } from '../../src/model/listing.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Write } from '../../src/model/schema/data-step.ts'

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
      for (const { table, label, columns, kind, rows, how, place } of statements(judged.effect.step.writes)) {
        if (kind !== 'update' || how !== 'one statement' || rows === 'some' || columns.length === 0) continue
        const maker = table === undefined ? undefined : makerOf(changes.head.plan ?? [], table)
        if (maker !== undefined && isJudgedWith(changes, judged, maker)) continue
        const names = columns === 'all' ? [] : columns
        // Rows that lack another column's value are some rows, as far as this one goes; of a table that no migration
        // makes it is not known whether any row lacks one.
        if (rows !== 'all' && (maker === undefined || !names.some((name) => rows.nullsOf.includes(name))))
          continue
        const what = names.map((column) => (label === undefined ? `\`${column}\`` : `\`${label}.${column}\``))
        const whole =
          rows === 'all' ? 'every row of the table' : 'every row of the table that has no value yet'
        report({
          ...(judged.effect.step.language === 'code'
            ? standsWithin(judged, place, 'The rows are written here')
            : { ...standsAt(judged), place }),
          message: `One statement writes ${listing(what)} in ${whole}: it holds a lock on each of them until the transaction ends, and whoever else writes one of them waits.`,
          help: recipes?.inBatches() ?? '',
        })
      }
    }
  },
})

/** One statement may be several writes, as some of its columns may get NULL: those of the same rows at one place are one. */
function statements(writes: readonly Write[]): readonly Write[] {
  const groups = groupBy(writes, ({ table, kind, rows, how, place }) =>
    JSON.stringify([table, kind, rows, how, place.path, place.line, place.column]),
  )
  return [...groups.values()].map((group) => {
    const columns = group.flatMap((write) => (write.columns === 'all' ? [] : write.columns))
    return { ...group[0]!, columns: [...new Set(columns)] }
  })
}

/** The migration that makes a table. */
function makerOf(plan: Plan, identity: string): string | undefined {
  for (const { migration, steps } of plan)
    for (const { effects } of steps)
      for (const effect of effects)
        if (effect.kind === 'create table' && effect.table.identity === identity) return migration.id
  return undefined
}
