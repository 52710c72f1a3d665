import type { Database } from '../database.ts'
import type { Column, ColumnType, TypeName } from './table.ts'

type Typed = Pick<Column, 'type' | 'typeSource'>

/**
 * What the change of a column's type costs on a database: `none` where it stays the same, `free` where only the catalogue
 * changes, `rewrites` where every value is converted; undefined where that is not known.
 *
 * PostgreSQL: "ALTER TABLE", Notes; MySQL and MariaDB: "Online DDL Operations", "Extending VARCHAR column size". SQLite
 * looks at no type; there the table is made anew for any change.
 */
export function typeChange(
  before: Typed,
  after: Typed,
  database: Database,
): 'none' | 'free' | 'rewrites' | undefined {
  if (!before.type || !after.type) return before.typeSource === after.typeSource ? 'none' : undefined
  if (sameType(before.type, after.type)) return 'none'
  switch (database.name) {
    case 'postgresql':
      return inPostgresql(before.type, after.type)
    case 'mysql':
    case 'mariadb':
      return inMysql(before.type, after.type)
    case 'sqlite':
      return 'rewrites'
    case 'oracle':
      return before.type.name === after.type.name && isWider(before.type, after.type) ? 'free' : undefined
  }
}

function sameType(a: ColumnType, b: ColumnType): boolean {
  const of = a.of && b.of ? sameType(a.of, b.of) : a.of === b.of
  return (
    of &&
    a.name === b.name &&
    a.length === b.length &&
    a.precision === b.precision &&
    a.scale === b.scale &&
    (a.counts ?? false) === (b.counts ?? false) &&
    a.collation === b.collation
  )
}

const texts: readonly TypeName[] = ['varchar', 'text']

function inPostgresql(before: ColumnType, after: ColumnType): 'free' | 'rewrites' | undefined {
  // An index may have to be built anew, the values stay.
  if (before.collation !== after.collation) return undefined
  if (before.name === 'array' && after.name === 'array')
    return before.of && after.of
      ? sameType(before.of, after.of)
        ? 'free'
        : inPostgresql(before.of, after.of)
      : undefined
  if (texts.includes(before.name) && texts.includes(after.name))
    return fitsLength(before, after) ? 'free' : 'rewrites'
  if (before.name !== after.name) return 'rewrites'
  if (before.name === 'decimal') {
    const isFree = after.precision === undefined || (before.scale === after.scale && isWider(before, after))
    return isFree ? 'free' : 'rewrites'
  }
  // Whether a column counts by itself is a default, not a type.
  if ((before.counts ?? false) !== (after.counts ?? false)) return 'free'
  return before.name === 'char' ? 'rewrites' : undefined
}

/** The characters of four bytes that a length of one byte can count: the character set is not known here. */
const shortest = 63
const longest = 256

function inMysql(before: ColumnType, after: ColumnType): 'free' | 'rewrites' | undefined {
  if (before.collation !== after.collation) return undefined
  if (before.name === 'varchar' && after.name === 'varchar') {
    if (before.length === undefined || after.length === undefined) return undefined
    if (after.length < before.length) return 'rewrites'
    if (after.length <= shortest || before.length >= longest) return 'free'
    return before.length <= shortest && after.length >= longest ? 'rewrites' : undefined
  }
  if (before.name !== after.name) return 'rewrites'
  return before.name === 'decimal' ? 'rewrites' : undefined
}

function fitsLength(before: ColumnType, after: ColumnType): boolean {
  if (after.length === undefined) return true
  return before.length !== undefined && before.length <= after.length
}

function isWider(before: ColumnType, after: ColumnType): boolean {
  if (before.name === 'decimal')
    return (
      before.precision !== undefined &&
      after.precision !== undefined &&
      before.scale !== undefined &&
      after.scale !== undefined &&
      after.scale >= before.scale &&
      after.precision - after.scale >= before.precision - before.scale
    )
  return (before.name === 'varchar' || before.name === 'char') && fitsLength(before, after)
}

/** Digits before the point that a whole number of a type needs. */
const digits: Readonly<Partial<Record<TypeName, number>>> = { smallint: 5, integer: 10, bigint: 19 }
/** Whole numbers, from the smallest. */
const wholes: readonly TypeName[] = ['smallint', 'integer', 'bigint']

/**
 * Which values that are there have no place in another type, as a clause: they make the change fail, or lose a part.
 * `fits` where every value has one; undefined where that is not known.
 */
export function misfit(
  before: ColumnType,
  after: ColumnType,
): { readonly values: string } | 'fits' | undefined {
  if (sameType(before, after)) return 'fits'
  const isText = (type: ColumnType) => texts.includes(type.name) || type.name === 'char'
  if (isText(before) && isText(after)) {
    if (fitsLength(before, after)) return 'fits'
    return { values: `longer than ${after.length} characters` }
  }
  if (isText(after)) return after.length === undefined ? 'fits' : undefined
  if (isText(before)) return { values: `that do not read as ${after.name}` }
  const [from, to] = [wholes.indexOf(before.name), wholes.indexOf(after.name)]
  if (from >= 0 && to >= 0) return to >= from ? 'fits' : { values: `too large for ${after.name}` }
  if (after.name === 'decimal') return intoDecimal(before, after)
  if ((before.name === 'decimal' || before.name === 'float') && to >= 0)
    return { values: 'with digits after the point, or too large' }
  if (before.name === 'timestamp' && after.name === 'date') return { values: 'with a time of day' }
  if (before.name === 'date' && after.name === 'timestamp') return 'fits'
  return undefined
}

function intoDecimal(
  before: ColumnType,
  after: ColumnType,
): { readonly values: string } | 'fits' | undefined {
  if (after.precision === undefined) return 'fits'
  if (before.name === 'decimal') {
    if (before.precision === undefined || before.scale === undefined || after.scale === undefined)
      return undefined
    if (isWider(before, after)) return 'fits'
    return after.scale < before.scale
      ? { values: `with more than ${after.scale} digits after the point` }
      : { values: `with more than ${after.precision - after.scale} digits before the point` }
  }
  const needed = digits[before.name]
  if (needed === undefined) return undefined
  const room = after.precision - (after.scale ?? 0)
  return room >= needed ? 'fits' : { values: `with more than ${room} digits` }
}
