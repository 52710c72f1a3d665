import type { Constraint, Effect } from '../../model/schema/effect.ts'
import type { TableOutcome } from '../../model/schema/outcome.ts'
import type { Column } from '../../model/schema/table.ts'
import type { RowCopy } from './row-copy.ts'

/** What a table that was made anew, with the rows of the old one, is after it and was not before. */
export function rebuildEffects(before: TableOutcome, after: TableOutcome, copy: RowCopy): readonly Effect[] {
  const { table } = before
  const effects: Effect[] = []
  // SQLite drops them along with the table.
  for (const index of before.indexes) effects.push({ kind: 'drop index', table, index, isConcurrent: false })
  const sources = sourcesOf(before, after, copy)
  const kept = new Set([...sources.values()].flatMap((source) => (typeof source === 'object' ? source : [])))
  for (const column of before.columns.values())
    if (!kept.has(column)) effects.push({ kind: 'drop column', table, column })
  for (const [name, column] of after.columns) {
    const source = sources.get(name)
    if (typeof source !== 'object') effects.push({ kind: 'add column', table, column, oneOff: source })
    else effects.push(...changed(source, column, before))
  }
  const missing = (constraint: Constraint): boolean =>
    !before.constraints.some((each) => isSame(each, constraint))
  for (const constraint of after.constraints.filter(missing))
    effects.push({ kind: 'add constraint', table, constraint, isValidated: true })
  return effects
}

/** For each new column, the old one that its rows come from, or the expression; undefined where they get its default. */
function sourcesOf(
  before: TableOutcome,
  after: TableOutcome,
  { columns }: RowCopy,
): ReadonlyMap<string, Column | string | undefined> {
  const byName = new Map(columns.map(({ to, from }) => [to, from]))
  const entries = [...after.columns.keys()].map((name) => {
    // `SELECT *` copies one after the other; tables that are rebuilt so keep their columns.
    if (columns.length === 0) return [name, before.columns.get(name)] as const
    const from = byName.get(name)
    if (!from) return [name, undefined] as const
    return [
      name,
      'column' in from ? (before.columns.get(from.column) ?? from.column) : from.expression,
    ] as const
  })
  return new Map(entries)
}

function changed(
  old: Column,
  column: Column,
  { table, constraints, indexes }: TableOutcome,
): readonly Effect[] {
  const effects: Effect[] = []
  if (old.name !== column.name)
    effects.push({
      kind: 'rename column',
      table,
      before: old,
      after: { ...old, name: column.name, field: column.field },
    })
  const differs = <Part>(one: Part, other: Part): boolean =>
    one !== undefined && other !== undefined && one !== other
  const isOther =
    differs(old.typeSource.toLowerCase(), column.typeSource.toLowerCase()) ||
    differs(old.isNullable, column.isNullable)
  if (isOther)
    effects.push({
      kind: 'alter column',
      table,
      before: { ...old, name: column.name, field: column.field },
      after: column,
      oneOff: undefined,
      // A row that holds NULL is copied as it is.
      keepsNulls: true,
    })
  const columns = [column.name ?? column.field]
  const wasUnique =
    old.isUnique !== false ||
    [...constraints, ...indexes].some(
      (each) => each.columns.join() === (old.name ?? old.field) && isUnique(each),
    )
  if (column.isUnique === true && !wasUnique)
    effects.push({
      kind: 'add constraint',
      table,
      constraint: { kind: 'unique', name: undefined, columns },
      isValidated: true,
    })
  return effects
}

function isUnique(each: { readonly kind?: string; readonly isUnique?: boolean }): boolean {
  return each.isUnique === true || each.kind === 'unique' || each.kind === 'primary key'
}

function isSame(a: Constraint, b: Constraint): boolean {
  return a.kind === b.kind && a.columns.join() === b.columns.join() && a.references === b.references
}
