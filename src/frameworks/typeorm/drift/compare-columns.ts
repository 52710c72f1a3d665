import type { AttributeChange } from '../../../model/drift.ts'
import type { TableOutcome } from '../../../model/schema/outcome.ts'
import type { Column } from '../../../model/schema/table.ts'
import type { EntityColumn } from '../entities/entity-table.ts'

/** A column on both sides, with the lists of values of its type. */
export interface ColumnPair {
  readonly migrated: Column
  readonly table: TableOutcome
  readonly declared: Column
  readonly entity: EntityColumn
  readonly migratedValues: readonly string[] | undefined
}

/** What a column has otherwise; what is not known of either side makes no difference. */
export function columnChanges(pair: ColumnPair): readonly AttributeChange[] {
  return [
    typeChange(pair),
    nullChange(pair),
    defaultChange(pair),
    keyChange(pair),
    valuesChange(pair),
  ].flatMap((change) => change ?? [])
}

function changed(attribute: string, migrations: string, models: string): AttributeChange | undefined {
  return migrations === models ? undefined : { attribute, migrations, models }
}

function typeChange({ migrated, declared, entity }: ColumnPair): AttributeChange | undefined {
  if (migrated.typeSource === '' || declared.typeSource === '' || entity.unknown.has('type')) return undefined
  return changed('type', normalType(migrated), normalType(declared))
}

/** What a type is by itself is left out: six digits of a second, one character. */
function normalType({ typeSource, type, default: value }: Column): string {
  const counts = type?.counts === true || (value.kind === 'database' && value.source.startsWith('nextval('))
  const plain = serials[typeSource] ?? typeSource
  const name = plain
    .replace(/^(time|timetz|timestamp|timestamptz)\(6\)/, '$1')
    .replace(/^char\(1\)/, 'char')
    .replace(/^(numeric\(\d+), 0\)/, '$1)')
  return counts ? `${name}, counting` : name
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

function defaultChange({ migrated, declared, entity }: ColumnPair): AttributeChange | undefined {
  if (entity.unknown.has('default') || entity.generated !== undefined) return undefined
  const [before, after] = [defaultText(migrated), defaultText(declared)]
  if (before === undefined || after === undefined) return undefined
  // What JSON means is compared, not how it is written.
  if (isJson(declared) && before !== after && sameJson(before, after)) return undefined
  return changed('default', before, after)
}

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
  if (!values || !migratedValues || unknown.has('type') || !(type ?? '').includes('enum')) return undefined
  const words = (list: readonly string[]): string => list.toSorted().join(', ')
  return migrated.typeSource === '' ? undefined : changed('enum', words(migratedValues), words(values))
}
