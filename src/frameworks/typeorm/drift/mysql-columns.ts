import type { Column } from '../../../model/schema/table.ts'
import { timeOf } from '../entities/mysql-dialect.ts'
import type { EntityColumn } from '../entities/entity-table.ts'

/** A column in the migrations and as the entity has it. */
export interface TypePair {
  readonly migrated: Column
  readonly declared: Column
  readonly entity: EntityColumn
}

/** A type as MySQL writes it, in parts. */
interface MysqlType {
  readonly name: string
  /** What stands in brackets, apart. */
  readonly args: readonly string[]
  readonly isUnsigned: boolean
}

/** One type by its several names ("Numeric Type Syntax" and its like of MySQL's manual). */
const sameTypes: Readonly<Record<string, string>> = {
  integer: 'int',
  bool: 'tinyint',
  boolean: 'tinyint',
  real: 'double',
  dec: 'decimal',
  numeric: 'decimal',
  fixed: 'decimal',
  nvarchar: 'varchar',
  nchar: 'char',
  character: 'char',
}

/** Types whose length is a part of them, and what it is where none is written. */
const lengths: Readonly<Record<string, string>> = { char: '1', binary: '1', varchar: '255', varbinary: '255' }

/** Types that have a precision, and a scale, and what these are where none are written. */
const precisions: Readonly<Record<string, readonly string[]>> = {
  decimal: ['10', '0'],
  datetime: ['0'],
  timestamp: ['0'],
  time: ['0'],
  float: [],
  double: [],
}

/** The parts of a type; undefined for what is none of MySQL's. */
export function mysqlType(source: string): MysqlType | undefined {
  const match = /^(\w+)(?:\((.*)\))?((?: unsigned| signed| zerofill)*)$/.exec(source)
  if (!match) return undefined
  const [, name, inBrackets, signs] = match
  return {
    name: Object.hasOwn(sameTypes, name!) ? sameTypes[name!]! : name!,
    args: inBrackets === undefined ? [] : itemsOf(inBrackets),
    isUnsigned: /unsigned|zerofill/.test(signs!),
  }
}

/** The texts of a list, or what stands between its commas. */
function itemsOf(list: string): readonly string[] {
  if (!list.trim().startsWith("'")) return list.split(',').map((item) => item.trim())
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, text]) => text!.replaceAll("''", "'"))
}

/** How two types compare, or why that is not known. */
type Comparison = 'same' | 'different' | { readonly doubt: string }

/**
 * Whether the type of a column is the one that TypeORM wants, as `MysqlDriver.findChangedColumns()` tells (typeorm 1.1): what
 * an entity leaves out may be anything, and how wide a number is shown counts for nothing.
 */
export function compareMysqlTypes({ migrated, declared, entity }: TypePair): Comparison {
  const [before, after] = [mysqlType(migrated.typeSource), mysqlType(declared.typeSource)]
  if (!after) return { doubt: 'how its column is written as SQL is not known' }
  if (!before) return { doubt: 'the type that the migrations give it is not known' }
  if (before.isUnsigned !== after.isUnsigned) return 'different'
  const both = `${before.name} ${after.name}`
  // MariaDB’s `json` is a `longtext`; its `uuid` is a `varchar` where it is too old to have one.
  if (both === 'longtext json') return 'same'
  if (both === 'json longtext') return { doubt: 'whether `json` is `longtext` depends on the server' }
  if (both === 'varchar uuid' && before.args[0] === (entity.length || (entity.generated ? '36' : '255')))
    return { doubt: 'whether the server has the type `uuid` depends on its version' }
  if (before.name !== after.name) return 'different'
  const length = lengths[before.name]
  const usual = precisions[before.name]
  const isSame =
    length === undefined
      ? !usual || isSamePrecision(before.args, after.args, usual, entity)
      : (before.args[0] ?? length) === (after.args[0] ?? length)
  return isSame ? 'same' : 'different'
}

function isSamePrecision(
  before: readonly string[],
  after: readonly string[],
  usual: readonly string[],
  { precision, scale }: EntityColumn,
): boolean {
  return [precision, scale].every(
    (given, index) =>
      given === undefined || (before[index] ?? usual[index]) === (after[index] ?? usual[index]),
  )
}

/** The values of an `enum` or a `set`; undefined for other types. */
export function mysqlValues({ typeSource }: Column): readonly string[] | undefined {
  const type = mysqlType(typeSource)
  return type && /^(enum|set)$/.test(type.name) ? type.args : undefined
}

/** A default in one way of writing; undefined where it is not known. */
export function mysqlDefault(
  { default: value, typeSource, isNullable, onUpdate }: Column,
  none: string,
): string | undefined {
  if (value.kind === 'none') {
    // An older server gives such a column the time by itself, and MariaDB one that is set on updates the time zero.
    const isTimed = mysqlType(typeSource)?.name === 'timestamp' || onUpdate !== undefined
    return isTimed && isNullable !== true ? undefined : none
  }
  if (value.kind !== 'database') return undefined
  const { source } = value
  if (source.startsWith('nextval(')) return none
  const time = timeIn(typeSource, source)
  if (time !== undefined) return time
  if (/^(true|false)$/i.test(source)) return `'${source.toLowerCase() === 'true' ? 1 : 0}'`
  const text = /^-?\d+(\.\d+)?$/.test(source) ? source : /^'(.*)'$/s.exec(source)?.[1]
  if (text === undefined) return undefined
  return isNumber(typeSource) && text.trim() !== '' && Number.isFinite(Number(text))
    ? `'${Number(text)}'`
    : `'${text}'`
}

/** The time, with as many digits of a second as its column has where none are written: MariaDB adds them. */
function timeIn(typeSource: string, source: string): string | undefined {
  const digits = mysqlType(typeSource)?.args[0] ?? '0'
  const time = timeOf(source)
  return time === 'CURRENT_TIMESTAMP' && digits !== '0' ? `${time}(${digits})` : time
}

/** As `mysqlDefault()`, of what a column is set to whenever its row changes. */
export function mysqlUpdate({ onUpdate, typeSource }: Column, none: string): string {
  return onUpdate === undefined ? none : (timeIn(typeSource, onUpdate) ?? onUpdate)
}

function isNumber(typeSource: string): boolean {
  return /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double)$/.test(
    mysqlType(typeSource)?.name ?? '',
  )
}
