import { defineRule } from '../../src/engine/rule.ts'
import { databasesWhere, type Database } from '../../src/model/database.ts'
import { isNewTable, judgedMigrations, standsAt } from '../../src/model/judged-effects.ts'
import { lockOf } from '../../src/model/locks/lock-of.ts'
import type { PlannedStep } from '../../src/model/plan.ts'
import type { PlacedEffect } from '../../src/model/plan-search.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import type { Table } from '../../src/model/schema/table.ts'

export const longTransaction = defineRule({
  meta: {
    id: 'safety/long-transaction',
    severity: 'warning',
    presets: { recommended: 'off' },
    summary: 'A transaction that keeps a table locked while it does something slow',
    reason: 'How long it takes hangs on the number of rows, which nobody but the database knows: a warning.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    // Where a change of the schema ends the transaction (MySQL, Oracle), its lock is not kept.
    const on = databasesWhere(changes.databases, ({ name }) => name === 'postgresql')[0]
    if (!on) return
    for (const planned of judgedMigrations(changes)) {
      if (planned.isAtomic !== true) continue
      let locked: { readonly table: Table; readonly by: PlannedStep } | undefined
      let isReported = false
      for (const step of planned.steps) {
        // One is enough to split the migration.
        if (isReported) break
        for (const effect of step.effects) {
          const placed: PlacedEffect = { effect, step, planned }
          // An index that comes with a new column is told of by another rule.
          const slow = locked && locked.by !== step ? slowness(placed, changes, on) : undefined
          if (locked && slow) {
            report({
              ...standsAt(placed),
              message: `\`${planned.migration.id}\` has changed \`${locked.table.label}\` by now, and keeps readers and writers of it waiting until its transaction ends: ${slow}.`,
              help: recipes?.splitMigration() ?? '',
            })
            isReported = true
            break
          }
          const table = lockedBy(placed, on)
          if (table && !isNewTable(changes, table, placed)) locked ??= { table, by: step }
        }
      }
    }
  },
})

/** The table that readers and writers wait for from an effect on, until the transaction ends. */
function lockedBy({ effect }: PlacedEffect, on: Database): Table | undefined {
  if (lockOf(effect, on)?.blocks !== 'readers and writers') return undefined
  if (effect.kind === 'rename table') return effect.after
  return 'table' in effect ? effect.table : undefined
}

/** What an effect does for long while a lock is held, as a clause; undefined where it does not. */
function slowness(placed: PlacedEffect, changes: ChangeSet, on: Database): string | undefined {
  const { effect } = placed
  if (effect.kind === 'data') {
    // Inserts of a few rows are what a data step does at the least.
    const isLong = effect.step.writes.some(({ kind }) => kind !== 'insert')
    return isLong ? `\`${effect.step.name}\` runs over rows meanwhile` : undefined
  }
  if (
    effect.kind !== 'create index' &&
    effect.kind !== 'add constraint' &&
    effect.kind !== 'validate constraint'
  )
    return undefined
  if (isNewTable(changes, effect.table, placed)) return undefined
  const lock = lockOf(effect, on)
  if (!lock || lock.lasts === 'for a moment') return undefined
  const what = effect.kind === 'create index' ? 'an index is built' : 'every row is looked at'
  return `${what} on \`${effect.table.label}\` meanwhile`
}
