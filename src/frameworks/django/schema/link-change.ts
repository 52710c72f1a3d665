import type { Effect } from '../../../model/schema/effect.ts'
import type { Side } from './alter-field.ts'
import { worldAfter, worldBefore, type Given } from './given.ts'
import { linkConstraint, linkTable } from './many-to-many.ts'

/**
 * What becomes of the table of a many-to-many field: it gets another name, and its columns follow what they lead to
 * (`_alter_many_to_many()`, django/db/backends/base/schema.py).
 */
export function alterLinkTable(given: Given, was: Side, now: Side): readonly Effect[] {
  const [before, after] = [worldBefore(given), worldAfter(given)]
  const old = linkTable(was.field, was.model, given.tables, before)
  const made = linkTable(now.field, now.model, given.tables, after)
  const { identity, createdBy } = old.table
  const table = { ...made.table, identity, createdBy }
  const effects: Effect[] = []
  if (old.table.name !== table.name) effects.push({ kind: 'rename table', before: old.table, after: table })
  // The other side's column first, as Django does.
  for (const side of ['to', 'from'] as const) {
    const index = side === 'from' ? 1 : 2
    const [column, next] = [old.columns[index], made.columns[index]]
    const drop = linkConstraint({ ...old, table }, side, before)
    const add = linkConstraint({ ...made, table }, side, after)
    // The names tell the columns and the table that it leads to.
    const isRelinked = column.name !== next.name || drop.name !== add.name
    if (isRelinked && old.isConstrained) effects.push({ kind: 'drop constraint', table, constraint: drop })
    if (column.name !== next.name) effects.push({ kind: 'rename column', table, before: column, after: next })
    if (isRelinked && made.isConstrained)
      effects.push({ kind: 'add constraint', table, constraint: add, isValidated: true })
  }
  return effects
}
