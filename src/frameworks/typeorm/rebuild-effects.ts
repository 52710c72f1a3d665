import type { Constraint, Effect } from '../../model/schema/effect.ts'
import type { TableOutcome } from '../../model/schema/outcome.ts'
import type { Column } from '../../model/schema/table.ts'
import type { RowCopy } from './row-copy.ts'

/** What a column of the new table is filled from: an old column, an expression over the old row, or both. */
interface Source {
  readonly column: Column | undefined
  readonly expression: string | undefined
}

/** What a table that was made anew, with the rows of the old one, is after it and was not before. */
export function rebuildEffects(before: TableOutcome, after: TableOutcome, copy: RowCopy): readonly Effect[] {
  const { table } = before
  const sources = sourcesOf(before, after, copy)
  const kept = new Set([...sources.values()].map(({ column }) => column))
  const missing = (constraint: Constraint): boolean =>
    !before.constraints.some((each) => isSame(each, constraint))
  return [
    // They go along with the table.
    ...before.indexes.map((index) => ({ kind: 'drop index', table, index, isConcurrent: false }) as const),
    ...[...before.columns.values()]
      .filter((column) => !kept.has(column))
      .map((column) => ({ kind: 'drop column', table, column }) as const),
    ...[...after.columns].flatMap(([name, column]) => {
      const { column: old, expression } = sources.get(name)!
      return old ? changed(old, column, expression, before, copy) : added(table, column, expression)
    }),
    ...after.constraints
      .filter((each) => missing(each) && !(copy.passesOver && isUnique(each)))
      .map((constraint) => ({ kind: 'add constraint', table, constraint, isValidated: true }) as const),
  ]
}

function sourcesOf(
  before: TableOutcome,
  after: TableOutcome,
  { columns }: RowCopy,
): ReadonlyMap<string, Source> {
  const byName = new Map(columns.map(({ to, from }) => [to.toLowerCase(), from]))
  const old = new Map([...before.columns].map(([name, column]) => [name.toLowerCase(), column]))
  // Databases that tell names apart by their case refuse what is not there, so nothing else can be meant.
  const columnOf = (name: string): Column | undefined =>
    before.columns.get(name) ?? old.get(name.toLowerCase())
  const taken = new Set(
    [...byName].flatMap(([to, from]) => ('column' in from && from.column.toLowerCase() === to ? [to] : [])),
  )
  const sourceOf = (name: string): Source => {
    const same = columnOf(name)
    // `SELECT *` copies one after the other; tables that are made anew so keep their columns.
    if (columns.length === 0) return { column: same, expression: undefined }
    const from = byName.get(name.toLowerCase())
    if (!from) return { column: undefined, expression: undefined }
    if ('expression' in from) return { column: same, expression: from.expression }
    const column = columnOf(from.column)
    const isElsewhere = column !== same && (same || !column || taken.has(from.column.toLowerCase()))
    return isElsewhere ? { column: same, expression: from.column } : { column, expression: undefined }
  }
  return new Map([...after.columns.keys()].map((name) => [name, sourceOf(name)]))
}

/** Rows that get a value of their own each are those of a column that is worked out from others. */
function added(
  table: TableOutcome['table'],
  column: Column,
  expression: string | undefined,
): readonly Effect[] {
  if (expression === undefined) return [{ kind: 'add column', table, column, oneOff: undefined }]
  const filled: Column = { ...column, default: { kind: 'generated', source: expression, isStored: true } }
  return [
    { kind: 'add column', table, column: filled, oneOff: undefined },
    { kind: 'alter column', table, before: filled, after: column, oneOff: undefined },
  ]
}

function changed(
  old: Column,
  column: Column,
  expression: string | undefined,
  { table, constraints, indexes }: TableOutcome,
  { passesOver }: RowCopy,
): readonly Effect[] {
  const effects: Effect[] = []
  const name = (each: Column): string => each.name ?? each.field
  const named = { ...old, name: column.name, field: column.field }
  if (name(old).toLowerCase() !== name(column).toLowerCase())
    effects.push({ kind: 'rename column', table, before: old, after: named })
  const differs = <Part>(one: Part, other: Part): boolean =>
    one !== undefined && other !== undefined && one !== other
  if (
    expression !== undefined ||
    differs(old.typeSource.toLowerCase(), column.typeSource.toLowerCase()) ||
    differs(old.isNullable, column.isNullable) ||
    old.default.kind !== column.default.kind ||
    (name(old) !== name(column) && effects.length === 0)
  )
    effects.push({
      kind: 'alter column',
      table,
      before: effects.length === 0 ? old : named,
      after: column,
      oneOff: expression,
      isConverted: expression !== undefined,
      // A row that holds NULL is copied as it is.
      keepsNulls: expression === undefined,
    })
  const wasUnique =
    old.isUnique !== false ||
    [...constraints, ...indexes].some((each) => each.columns.join() === name(old) && isUnique(each))
  if (column.isUnique === true && !wasUnique && !passesOver)
    effects.push({
      kind: 'add constraint',
      table,
      constraint: { kind: 'unique', name: undefined, columns: [name(column)] },
      isValidated: true,
    })
  return effects
}

function isUnique(each: { readonly kind?: string; readonly isUnique?: boolean }): boolean {
  return each.isUnique === true || each.kind === 'unique' || each.kind === 'primary key'
}

function isSame(a: Constraint, b: Constraint): boolean {
  const columns = (each: Constraint): string => each.columns.join().toLowerCase()
  return a.kind === b.kind && columns(a) === columns(b) && a.references === b.references
}
