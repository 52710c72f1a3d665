import type { Place } from '../place.ts'
import type { Constraint, Effect, Index } from './effect.ts'
import { isUnknown, type KnownSchema } from './known-schema.ts'
import { outcomeDifferences, type OutcomeDifference } from './outcome-difference.ts'
import { tableKey, type SchemaOutcome, type TableOutcome } from './outcome.ts'
import type { Column, ColumnDefault } from './table.ts'

/** What is there otherwise after something was done and undone than before. */
export type UndoDifference = Pick<OutcomeDifference, 'kind' | 'what' | 'values'> & {
  /** Where what is not undone is done, or what is not wanted is done to undo it, where that can be told. */
  readonly at: Place | undefined
}

/**
 * Does and undoes something to a database, and compares what it holds then with what it held before. Rows do not count:
 * a column that comes back empty is back.
 *
 * @returns undefined where anything on either way is not known, or may not come about
 */
export function undoDifferences(
  before: KnownSchema,
  there: readonly Effect[],
  back: readonly Effect[],
): readonly UndoDifference[] | undefined {
  const after = before.copy()
  for (const effect of [...there, ...back]) {
    if (isUnknown(effect) || (effect.isUnsure && effect.kind !== 'create table')) return undefined
    after.apply(effect)
  }
  if ([...after.strangers].some((name) => before.mayBeKnown(name) || after.mayBeKnown(name))) return undefined
  const isKnown = (name: string) => !before.doubted.has(name) && !after.doubted.has(name)
  const names = [...before.schema.tables.keys(), ...after.schema.tables.keys()].filter(isKnown)
  const held = comparable(before, after, new Set(names))
  const left = comparable(after, after, new Set(names), held)
  const all = outcomeDifferences(left, held)
  return [
    ...all
      .filter((each) => each.over === undefined || !hasTwin(each, each.kind === 'missing' ? left : held))
      .filter((each) => !all.some((other) => differsInCase(each, other)))
      .map((each) => ({ ...each, at: placeOf(each, there) ?? placeOf(each, back) })),
    ...valueTypeDifferences(before, after, there),
  ]
}

/**
 * Tables as far as they can be compared.
 *
 * @param after what is doubted at the end of both ways
 * @param held what they are compared with
 */
function comparable(
  { schema: { tables } }: KnownSchema,
  after: KnownSchema,
  names: ReadonlySet<string>,
  held?: SchemaOutcome,
): SchemaOutcome {
  const known = [...tables].filter(([name]) => names.has(name))
  return {
    tables: new Map(known.map(([name, table]) => [name, plain(name, table, after, held?.tables.get(name))])),
    causes: new Map(),
  }
}

function plain(
  name: string,
  table: TableOutcome,
  { loose, narrowed, dropped, added }: KnownSchema,
  held: TableOutcome | undefined,
): TableOutcome {
  // Which columns an expression or a condition reads is not known: with any of them it goes.
  const stays = (over: Index | Constraint) =>
    !narrowed.has(name) || !(over.columns.includes(undefined) || ('isPartial' in over && over.isPartial))
  const isComparable = (each: Constraint) =>
    each.kind !== 'exclusion' &&
    each.kind !== 'not null' &&
    (each.references === undefined || !dropped.has(each.references))
  const isLoose = loose.has(name)
  return {
    ...table,
    columns: new Map(
      [...table.columns].map(([key, column]) => [
        key,
        plainColumn(column, held?.columns.get(key), added.get(name)?.has(key) ?? false),
      ]),
    ),
    // A foreign key that is taken back leaves its index.
    indexes: isLoose ? [] : table.indexes.filter((index) => !index.isLeftOver && stays(index)),
    constraints: isLoose ? [] : table.constraints.filter((each) => isComparable(each) && stays(each)),
  }
}

/** @param isBack whether it was added to rows that had no values for it */
function plainColumn(column: Column, held: Column | undefined, isBack: boolean): Column {
  const isSame = held && sameDefault(column.default) === sameDefault(held.default)
  // Rows without a value need NULL or a default, whatever was there before.
  const needsNull = isBack && held?.isNullable === false && held.default.kind === 'none'
  return {
    ...column,
    // A column that counts is one whose default does.
    type: column.type && { ...column.type, counts: undefined },
    isNullable: needsNull ? false : column.isNullable,
    default: isSame || needsNull ? held.default : plainDefault(column.default),
  }
}

/** What is not written out is not known. */
function plainDefault(value: ColumnDefault): ColumnDefault {
  const isCut = value.kind === 'database' && value.source.includes('…') && !counting.test(value.source)
  return isCut ? { kind: 'unknown', cause: 'the default is not read' } : value
}

const counting = /^nextval\(/i

/** Equal for defaults that give the same value, however they are written. */
function sameDefault(value: ColumnDefault): string {
  if (value.kind !== 'database') return JSON.stringify([value.kind, 'source' in value && value.source])
  if (counting.test(value.source)) return 'nextval'
  const text = value.source.replace(/^'(.*)'$/s, '$1').toLowerCase()
  if (text === 'true' || text === 't') return '1'
  if (text === 'false' || text === 'f') return '0'
  return text.replace(/^(-?\d+)\.0+$/, '$1')
}

/** Whether the other side has a unique constraint as a unique index, or the other way round: both keep the same rows out. */
function hasTwin({ table, over }: OutcomeDifference, { tables }: SchemaOutcome): boolean {
  const other = tables.get(tableKey(table))
  if (!over || !other) return false
  const columns = over.columns.join()
  return 'kind' in over
    ? over.kind === 'unique' &&
        other.indexes.some((index) => index.isUnique && !index.isPartial && index.columns.join() === columns)
    : over.isUnique &&
        !over.isPartial &&
        other.constraints.some(({ kind, columns: theirs }) => kind === 'unique' && theirs.join() === columns)
}

/** Whether one is missing and the other left over because of the case of letters, which not every database heeds. */
function differsInCase(one: OutcomeDifference, other: OutcomeDifference): boolean {
  const name = ({ table, column, over }: OutcomeDifference) =>
    over ? undefined : JSON.stringify([tableKey(table), column]).toLowerCase()
  const kinds = [one.kind, other.kind]
  return (
    kinds.includes('missing') &&
    kinds.includes('left over') &&
    name(one) !== undefined &&
    name(one) === name(other)
  )
}

function placeOf(difference: OutcomeDifference, effects: readonly Effect[]): Place | undefined {
  const found =
    effects.findLast((effect) => isAbout(effect, difference)) ??
    effects.findLast((effect) => makes(effect, difference))
  return found?.at
}

function isAbout(effect: Effect, { table, column, over }: OutcomeDifference): boolean {
  const name = tableKey(table)
  if (!('table' in effect) || tableKey(effect.table) !== name) return false
  if (over) {
    const theirs = 'index' in effect ? effect.index : 'constraint' in effect ? effect.constraint : undefined
    return theirs ? theirs.columns.join() === over.columns.join() : effect.kind === 'drop column'
  }
  if (column === undefined) return false
  const [before, after] =
    'column' in effect
      ? [effect.column, effect.column]
      : 'after' in effect
        ? [effect.before, effect.after]
        : []
  return [before, after].some((each) => each && (each.name ?? each.field) === column)
}

/** Whether it puts the table there, or takes it away, with all that is in it. */
function makes(effect: Effect, { table }: OutcomeDifference): boolean {
  const name = tableKey(table)
  if (effect.kind === 'rename table')
    return [effect.before, effect.after].some((each) => tableKey(each) === name)
  return (effect.kind === 'create table' || effect.kind === 'drop table') && tableKey(effect.table) === name
}

/** Types that are lists of values: their values cannot be taken out again, so that only the types count. */
function valueTypeDifferences(
  { schema: before }: KnownSchema,
  { schema: after }: KnownSchema,
  there: readonly Effect[],
): readonly UndoDifference[] {
  const [held, left] = [[...before.valueTypes.keys()], [...after.valueTypes.keys()]]
  const difference = (kind: 'missing' | 'left over', name: string): UndoDifference => ({
    kind,
    what: `the type \`${name}\``,
    at: there.findLast(
      (effect) =>
        effect.kind === 'other' &&
        effect.valueType &&
        [effect.valueType.name, 'to' in effect.valueType ? effect.valueType.to : undefined].includes(name),
    )?.at,
  })
  return [
    ...held.filter((name) => !left.includes(name)).map((name) => difference('missing', name)),
    ...left.filter((name) => !held.includes(name)).map((name) => difference('left over', name)),
  ]
}
