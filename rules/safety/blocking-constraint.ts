import { defineRule } from '../../src/engine/rule.ts'
import { backfillBefore } from '../../src/model/backfill.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { databasesWhere, databaseTitles, type Database } from '../../src/model/database.ts'
import { addedAlong, hasOneValue } from '../../src/model/column-history.ts'
import { effectsOnRows, standsAt, type JudgedEffect } from '../../src/model/judged-effects.ts'
import { listing } from '../../src/model/listing.ts'
import { lockOf } from '../../src/model/locks/lock-of.ts'
import { whoWaits, type Lock } from '../../src/model/locks/lock.ts'
import { effectsBefore } from '../../src/model/plan-search.ts'
import type { Constraint } from '../../src/model/schema/effect.ts'
import { columnLabel } from '../../src/model/schema/table.ts'

export const blockingConstraint = defineRule({
  meta: {
    id: 'safety/blocking-constraint',
    severity: 'error',
    presets: { recommended: 'off' },
    summary: 'A constraint that looks at every row while others wait',
    reason:
      'Nothing is lost and nothing fails, but on a large table nobody writes, or reads, for as long as the scan takes.',
    options: {},
  },

  check(changes, report) {
    const { recipes } = changes.head
    for (const judged of effectsOnRows(changes, 'add constraint')) {
      const { effect } = judged
      const { table, constraint } = effect
      if (!effect.isValidated || effect.usesIndex || comesFree(changes, judged)) continue
      const slow = slowOn(changes.databases, (database) => lockOf(effect, database))
      if (!slow) continue
      const both = constraint.kind === 'foreign key' && constraint.references !== undefined
      report({
        ...standsAt(judged),
        message: `${nameOf(constraint)} is added to \`${table.label}\` and every row is looked at (${slow.titles}): ${slow.waiting}${both ? `, on \`${constraint.references}\` too` : ''}.`,
        help: recipes?.constraintInSteps(table, constraint) ?? '',
      })
    }
    for (const judged of effectsOnRows(changes, 'alter column')) {
      const { effect } = judged
      const { table, before, after } = effect
      if (before.isNullable !== true || after.isNullable !== false) continue
      const slow = slowOn(changes.databases, (database) =>
        isKnownNotNull(changes, judged) ? undefined : lockOf(effect, database),
      )
      if (!slow) continue
      const constraint: Constraint = { kind: 'not null', name: undefined, columns: [after.name] }
      report({
        ...standsAt(judged),
        message: `\`${columnLabel(table, after)}\` becomes NOT NULL, and every row is looked at for a NULL (${slow.titles}): ${slow.waiting}.`,
        help: recipes?.constraintInSteps(table, constraint) ?? '',
      })
    }
    const onPostgresql = databasesWhere(changes.databases, ({ name }) => name === 'postgresql').length > 0
    for (const judged of effectsOnRows(changes, 'validate constraint')) {
      const { table, constraint } = judged.effect
      if (judged.planned.isAtomic !== true || !onPostgresql) continue
      const isAddedHere = judged.planned.steps.some(({ effects }) =>
        effects.some(
          (other) =>
            other.kind === 'add constraint' &&
            !other.isValidated &&
            other.table.identity === table.identity &&
            other.constraint.name === constraint.name,
        ),
      )
      if (!isAddedHere) continue
      report({
        ...standsAt(judged),
        message: `${nameOf(constraint)} of \`${table.label}\` is validated in the transaction that adds it: the lock that adding takes is held while every row is looked at.`,
        help: recipes?.constraintInSteps(table, constraint) ?? '',
      })
    }
  },
})

/** Whether a check that no row holds NULL was validated before: PostgreSQL then looks at no row ("ALTER TABLE", SET NOT NULL). */
function isKnownNotNull(changes: ChangeSet, judged: JudgedEffect<'alter column'>): boolean {
  const { table, before } = judged.effect
  const filled = backfillBefore(changes, judged, table, before)
  if (filled.kind !== 'proven') return false
  const checks = ['add constraint', 'validate constraint']
  return [...effectsBefore(changes.head.plan ?? [], judged)].some(
    ({ effect, step }) => step.operation.place === filled.by && checks.includes(effect.kind),
  )
}

/** A foreign key or a check of a column that comes with it, and is NULL in every row: there is nothing to look at. */
function comesFree(changes: ChangeSet, judged: JudgedEffect<'add constraint'>): boolean {
  const { isOnNewColumn, table, constraint } = judged.effect
  const [name] = constraint.columns
  if (!isOnNewColumn || constraint.kind !== 'foreign key' || name === undefined) return false
  const added = addedAlong(changes, judged, table, name)
  return added !== undefined && !hasOneValue(added.effect)
}

/** On which databases others wait for long; nobody has another way in SQLite. */
function slowOn(
  databases: readonly Database[],
  lock: (database: Database) => Lock | undefined,
): { readonly titles: string; readonly waiting: string } | undefined {
  const isLong = (given: Lock | undefined) =>
    given !== undefined && given.blocks.includes('writers') && given.lasts !== 'for a moment'
  const slow = databasesWhere(databases, (database) => database.name !== 'sqlite' && isLong(lock(database)))
  const first = slow[0] && lock(slow[0])
  if (!first) return undefined
  return { titles: listing(slow.map(({ name }) => databaseTitles[name])), waiting: whoWaits(first) }
}

function nameOf({ kind, name, columns }: Constraint): string {
  const what = kind === 'unknown' ? 'constraint' : kind === 'check' ? 'check' : `${kind} constraint`
  if (name !== undefined) return `The ${what} \`${name}\``
  return `${/^[aeiou]/.test(what) && what !== 'unique constraint' ? 'An' : 'A'} ${what} over ${columns.map((column) => (column === undefined ? 'an expression' : `\`${column}\``)).join(', ')}`
}
