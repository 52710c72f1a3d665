import { codeListing } from '../listing.ts'
import type { Constraint, Index } from './effect.ts'
import { columnKey, type SchemaOutcome, type TableOutcome } from './outcome.ts'
import { columnLabel, type Column, type ColumnType, type Table } from './table.ts'

/** What one outcome has of a table otherwise than the other one. */
export interface OutcomeDifference {
  readonly table: Table
  /** Whether it is missing in the first outcome, there only in the first, or there otherwise. */
  readonly kind: 'missing' | 'left over' | 'other'
  /** What it is, as a noun: `the table of shop.Order`, `an index on (sku)`. */
  readonly what: string
  /** Which column of the table it is, or what index or constraint; the table itself where it is neither. */
  readonly column?: string
  readonly over?: Index | Constraint
  /** For what is there otherwise, what it is in the first outcome and in the second: `varchar(100)`. */
  readonly values?: readonly [first: string, second: string]
}

/** What the first of two outcomes has otherwise than the second. What is not known of either makes no difference. */
export function outcomeDifferences(
  first: SchemaOutcome,
  second: SchemaOutcome,
): readonly OutcomeDifference[] {
  const names = new Set([...first.tables.keys(), ...second.tables.keys()])
  return [...names].sort().flatMap((name) => {
    const [one, other] = [first.tables.get(name), second.tables.get(name)]
    if (one && other) return tableDifferences(one, other)
    const { table } = (one ?? other)!
    return [{ table, kind: one ? 'left over' : 'missing', what: `the table of \`${table.label}\`` }]
  })
}

/**
 * A difference, as a clause.
 *
 * @param outcomes what leads to the first outcome and to the second, as nouns
 */
export function outcomeClause(
  { kind, what, values }: OutcomeDifference,
  [first, second]: readonly [first: string, second: string],
): string {
  switch (kind) {
    case 'missing':
      return `${what} is not there after ${first}, and is there after ${second}`
    case 'left over':
      return `${what} is left over after ${first}: ${second} leaves none`
    case 'other':
      return `${what} is \`${values?.[0]}\` after ${first}, and \`${values?.[1]}\` after ${second}`
  }
}

function tableDifferences(one: TableOutcome, other: TableOutcome): readonly OutcomeDifference[] {
  const { table } = one
  const columns = [...new Set([...one.columns.keys(), ...other.columns.keys()])].flatMap((name) =>
    columnDifferences(table, one.columns.get(name), other.columns.get(name)),
  )
  // What is over a column that only one side has is told with it.
  const shared = (over: Over) =>
    over.columns.every((c) => c === undefined || (one.columns.has(c) && other.columns.has(c)))
  const listed = <T extends Index | Constraint>(
    a: readonly T[],
    b: readonly T[],
    keyOf: (each: T) => string,
    noun: (each: T) => string,
  ) => {
    const [ours, theirs] = [a.filter(shared), b.filter(shared)]
    return [
      ...beyond(theirs, ours, keyOf).map((over) => ({
        table,
        kind: 'missing' as const,
        what: noun(over),
        over,
      })),
      ...beyond(ours, theirs, keyOf).map((over) => ({
        table,
        kind: 'left over' as const,
        what: noun(over),
        over,
      })),
    ]
  }
  return [
    ...columns,
    ...listed(one.indexes, other.indexes, indexKey, (index) => indexNoun(index, table)),
    ...listed(
      one.constraints.filter(isKnown),
      other.constraints.filter(isKnown),
      constraintKey,
      (constraint) => constraintNoun(constraint, table),
    ),
  ]
}

type Over = { readonly columns: readonly (string | undefined)[] }

function columnDifferences(
  table: Table,
  one: Column | undefined,
  other: Column | undefined,
): readonly OutcomeDifference[] {
  if (!one || !other) {
    const there = (one ?? other)!
    const what = `the column of \`${columnLabel(table, there)}\``
    return [{ table, kind: one ? 'left over' : 'missing', what, column: columnKey(there) }]
  }
  const what = `the column of \`${columnLabel(table, one)}\``
  const differ = (first: string, second: string): readonly OutcomeDifference[] => [
    { table, kind: 'other', what, values: [first, second], column: columnKey(one) },
  ]
  if (one.type && other.type && typeText(one.type) !== typeText(other.type))
    return differ(one.typeSource, other.typeSource)
  if (one.isNullable !== undefined && other.isNullable !== undefined && one.isNullable !== other.isNullable)
    return differ(one.isNullable ? 'NULL' : 'NOT NULL', other.isNullable ? 'NULL' : 'NOT NULL')
  const [value, wanted] = [defaultText(one), defaultText(other)]
  return value !== undefined && wanted !== undefined && value !== wanted ? differ(value, wanted) : []
}

function typeText({ name, length, precision, scale, of, counts, collation }: ColumnType): string {
  return JSON.stringify([name, length, precision, scale, of && typeText(of), counts ?? false, collation])
}

/** What the database fills in by itself; undefined where that is not known. */
function defaultText({ default: value }: Column): string | undefined {
  if (value.kind === 'unknown') return undefined
  return value.kind === 'database' || value.kind === 'generated' ? `DEFAULT ${value.source}` : 'no DEFAULT'
}

/** Those of the first list that the second does not have, counted. */
function beyond<T>(first: readonly T[], second: readonly T[], keyOf: (each: T) => string): readonly T[] {
  const left = second.map(keyOf)
  return first.filter((each) => {
    const found = left.indexOf(keyOf(each))
    if (found >= 0) left.splice(found, 1)
    return found < 0
  })
}

/** Names are made up of tables and columns, which may have been called otherwise: what an index is over tells it. */
const indexKey = ({ columns, name, isUnique, isPartial }: Index) =>
  JSON.stringify([columns.includes(undefined) ? name : columns, isUnique, isPartial ?? false])

const constraintKey = ({ kind, columns, name }: Constraint) =>
  JSON.stringify([kind, columns.includes(undefined) ? name : columns])

/** What is over columns that are not known may have gone with one of them. */
const isKnown = ({ kind, columns }: Constraint) => kind !== 'unknown' && columns.length > 0

const over = ({ columns }: Over) => codeListing(columns.filter((column) => column !== undefined))

function indexNoun(index: Index, { label }: Table): string {
  const [name, columns] = [index.name === undefined ? '' : ` \`${index.name}\``, over(index)]
  return `the ${index.isUnique ? 'unique ' : ''}index${name}${columns && ` over ${columns}`} of \`${label}\``
}

function constraintNoun(constraint: Constraint, { label }: Table): string {
  const [name, columns] = [constraint.name === undefined ? '' : ` \`${constraint.name}\``, over(constraint)]
  return `the ${constraint.kind} constraint${name}${columns && ` over ${columns}`} of \`${label}\``
}
