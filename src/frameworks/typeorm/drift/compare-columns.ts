import type { AttributeChange } from '../../../model/drift.ts'
import type { TableOutcome } from '../../../model/schema/outcome.ts'
import type { Column } from '../../../model/schema/table.ts'
import type { Dialect } from '../entities/dialect.ts'
import type { EntityColumn } from '../entities/entity-table.ts'
import { compareMysqlTypes, mysqlDefault, mysqlUpdate } from './mysql-columns.ts'

/** A column on both sides, with the lists of values of its type. */
export interface ColumnPair {
  readonly migrated: Column
  readonly table: TableOutcome
  readonly declared: Column
  readonly entity: EntityColumn
  readonly migratedValues: readonly string[] | undefined
  readonly dialect: Dialect
}

/** What a column has otherwise; what is not known of either side makes no difference. */
export function columnChanges(pair: ColumnPair): readonly AttributeChange[] {
  return [
    typeChange(pair),
    nullChange(pair),
    defaultChange(pair),
    updateChange(pair),
    keyChange(pair),
    valuesChange(pair),
  ].flatMap((change) => change ?? [])
}

function changed(attribute: string, migrations: string, models: string): AttributeChange | undefined {
  return migrations === models ? undefined : { attribute, migrations, models }
}

function typeChange(pair: ColumnPair): AttributeChange | undefined {
  const { migrated, declared, entity, dialect } = pair
  if (migrated.typeSource === '' || declared.typeSource === '' || entity.unknown.has('type')) return undefined
  if (dialect.isMysql) {
    if (compareMysqlTypes(pair) === 'different')
      return changed('type', migrated.typeSource, declared.typeSource)
    const words = (column: Column): string => (countsByItself(column) ? 'counting' : 'not counting')
    return changed('type', words(migrated), words(declared))
  }
  return changed('type', normalType(migrated), normalType(declared))
}

/** What a type is by itself is left out: six digits of a second, one character. */
function normalType(column: Column): string {
  const { typeSource } = column
  const plain = serials[typeSource] ?? typeSource
  const name = plain
    .replace(/^(time|timetz|timestamp|timestamptz)\(6\)/, '$1')
    .replace(/^char\(1\)/, 'char')
    .replace(/^(numeric\(\d+), 0\)/, '$1)')
  return countsByItself(column) ? `${name}, counting` : name
}

function countsByItself({ type, default: value }: Column): boolean {
  return type?.counts === true || (value.kind === 'database' && value.source.startsWith('nextval('))
}

const serials: Readonly<Record<string, string>> = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
}

function nullChange({ migrated, table, declared, entity }: ColumnPair): AttributeChange | undefined {
  if (migrated.isNullable === undefined || declared.isNullable === undefined || entity.unknown.has('null'))
    return undefined
  const isNullable = migrated.isNullable && !isPrimary(migrated, table)
  return changed('nullable', isNullable ? 'NULL' : 'NOT NULL', declared.isNullable ? 'NULL' : 'NOT NULL')
}

function keyChange({ migrated, table, entity }: ColumnPair): AttributeChange | undefined {
  if (entity.unknown.has('key')) return undefined
  const words = (is: boolean): string => (is ? 'in the primary key' : 'not in the primary key')
  return changed('primary', words(isPrimary(migrated, table)), words(entity.isPrimary))
}

function isPrimary({ name, field, isPrimaryKey }: Column, { constraints }: TableOutcome): boolean {
  const own = name ?? field
  return (
    isPrimaryKey === true ||
    constraints.some(({ kind, columns }) => kind === 'primary key' && columns.includes(own))
  )
}

function defaultChange({ migrated, declared, entity, dialect }: ColumnPair): AttributeChange | undefined {
  if (entity.unknown.has('default') || entity.generated !== undefined) return undefined
  if (dialect.isMysql) {
    const texts = [migrated, declared].map((column) => mysqlDefault(column, noDefault))
    return texts.includes(undefined) ? undefined : changed('default', texts[0]!, texts[1]!)
  }
  const [before, after] = [defaultText(migrated), defaultText(declared)]
  if (before === undefined || after === undefined) return undefined
  // What JSON means is compared, not how it is written.
  if (isJson(declared) && before !== after && sameJson(before, after)) return undefined
  return changed('default', before, after)
}

/** What MySQL sets a column to whenever its row changes. */
function updateChange({ migrated, declared, entity, dialect }: ColumnPair): AttributeChange | undefined {
  if (!dialect.isMysql || entity.unknown.has('default')) return undefined
  if (mysqlDefault(migrated, noDefault) === undefined) return undefined
  return changed('onUpdate', mysqlUpdate(migrated, noUpdate), mysqlUpdate(declared, noUpdate))
}

/** The text of what a column is not set to. */
export const noUpdate = 'no ON UPDATE'

/** The text of a default that is none. */
export const noDefault = 'no default'

/** What the database fills in; undefined where a part of it is not told. */
function defaultText({ default: value }: Column): string | undefined {
  if (value.kind === 'none') return noDefault
  if (value.kind !== 'database' || value.source.includes('…')) return undefined
  const { source } = value
  if (source.startsWith('nextval(')) return noDefault
  if (/^-?\d+(\.\d+)?$/.test(source)) return `'${source}'`
  if (/^'(true|false)'$/.test(source)) return source.slice(1, -1)
  return /^(now\(\)|CURRENT_TIMESTAMP)$/i.test(source) ? 'now()' : lowerOutsideQuotes(source)
}

function lowerOutsideQuotes(text: string): string {
  return text
    .split("'")
    .map((part, index) => (index % 2 === 1 ? part : part.toLowerCase()))
    .join("'")
}

const isJson = ({ typeSource }: Column): boolean => /^jsonb?$/.test(typeSource)

function sameJson(one: string, other: string): boolean {
  const plain = (text: string): string => JSON.stringify(JSON.parse(text.slice(1, -1).replaceAll("''", "'")))
  try {
    return plain(one) === plain(other)
  } catch {
    return false
  }
}

function valuesChange({ migratedValues, entity, migrated }: ColumnPair): AttributeChange | undefined {
  const { values, unknown, type } = entity
  const isList = /enum|^set$/.test(type ?? '')
  if (!values || !migratedValues || unknown.has('type') || !isList) return undefined
  const words = (list: readonly string[]): string => list.toSorted().join(', ')
  return migrated.typeSource === '' ? undefined : changed('enum', words(migratedValues), words(values))
}
