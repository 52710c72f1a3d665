import { migrationId } from '../../../model/migration.ts'
import { fileStart } from '../../../model/place.ts'
import type { DatabaseName } from '../../../model/database.ts'
import type { Column } from '../../../model/schema/table.ts'
import type { SqlReader } from '../../../sql/statement.ts'
import { unknownColumn } from '../../../sql/working-tables.ts'
import { app } from '../migration-file.ts'
import type { Dialect } from './dialect.ts'
import type { EntityColumn, EntityTable } from './entity-table.ts'

/** What the SQL of entities is written and read with. */
export interface SchemaReading {
  readonly dialect: Dialect
  readonly database: DatabaseName
  readonly sql: SqlReader
}

/**
 * The columns of an entity's table in the words in which those of migrations are read: they are written as TypeORM would
 * create them, and read as any SQL. One that cannot be written or read has neither type nor default that is known.
 *
 * @returns columns by their names, in order
 */
export function columnsOf(table: EntityTable, reading: SchemaReading): ReadonlyMap<string, Column> {
  const whole = read(table, table.columns, reading)
  const found = table.columns.map(
    (column) =>
      whole?.get(column.name) ??
      read(table, [column], reading)?.get(column.name) ??
      unknownColumn(column.name, 'it cannot be written as SQL'),
  )
  return new Map(
    table.columns.map((column, index) => [
      column.name,
      {
        ...found[index]!,
        isNullable: column.isNullable && !column.isPrimary,
        isPrimaryKey: column.isPrimary,
        ...(column.unknown.has('type') && { type: undefined, typeSource: '' }),
        ...(column.unknown.has('default') && { default: { kind: 'unknown', cause: column.cause ?? '' } }),
      },
    ]),
  )
}

function read(
  table: EntityTable,
  columns: readonly EntityColumn[],
  { dialect, database, sql }: SchemaReading,
): ReadonlyMap<string, Column> | undefined {
  const texts = columns.map((column) => {
    const type = dialect.type(column, table.name)
    const value = column.unknown.has('default') ? undefined : dialect.default(column)
    return type === undefined
      ? undefined
      : `${dialect.quote(column.name)} ${type}${value === undefined ? '' : ` DEFAULT ${value}`}${column.onUpdate === undefined ? '' : ` ON UPDATE ${column.onUpdate}`}`
  })
  if (texts.includes(undefined)) return undefined
  const text = `CREATE TABLE entity (${texts.join(', ')})`
  const [statement] = sql.read([{ text, place: () => fileStart('') }], {
    dialect: database,
    app,
    migration: migrationId(app, ''),
    tables: { table: () => undefined },
  })
  const [effect] = statement?.effects ?? []
  if (effect?.kind !== 'create table' || effect.columns.length !== columns.length) return undefined
  return new Map(effect.columns.map((column) => [column.name ?? column.field, column]))
}
