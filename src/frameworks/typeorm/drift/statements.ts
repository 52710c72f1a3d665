import type { Constraint, Index } from '../../../model/schema/effect.ts'
import type { Column } from '../../../model/schema/table.ts'
import type { Dialect } from '../entities/dialect.ts'
import type { EntityColumn, EntityTable } from '../entities/entity-table.ts'
import type { TableDifference } from './table-difference.ts'

/** A table of an entity, with its columns as they are read. */
export interface DeclaredTable {
  readonly entity: EntityTable
  readonly declared: ReadonlyMap<string, Column>
  readonly dialect: Dialect
}

/** What every database does without making a table anew. */
const inPlace: ReadonlySet<TableDifference['operation']> = new Set([
  'createTable',
  'addColumn',
  'createIndex',
  'dropIndex',
])

/** SQL that mends a difference, a statement a line; none where it cannot be written. */
export function statementsFor(pair: DeclaredTable, difference: TableDifference): readonly string[] {
  const { entity, dialect } = pair
  const { operation, name } = difference
  const dropped = 'key' in difference ? difference.key : name
  if (!dialect.altersTables && !inPlace.has(operation)) return []
  const table = quoted(entity.name)
  const alter = (clause: string): readonly string[] => [`ALTER TABLE ${table} ${clause};`]
  const column = entity.columns.find((one) => one.name === name)
  const index = entity.indexes.find((one) => one.name === name)
  const constraint = entity.constraints.find((one) => isNamed(one, name))
  switch (operation) {
    case 'createTable':
      return createTable(pair)
    case 'addColumn':
      return column ? alter(`ADD ${definition(pair, column)}`) : []
    case 'dropColumn':
      return alter(`DROP COLUMN ${quoted(name!)}`)
    case 'changeColumn':
      return column
        ? difference.changes.flatMap(({ attribute }) => changed(pair, column, attribute).flatMap(alter))
        : []
    case 'createIndex':
      return index ? [createIndex(table, index)] : []
    case 'dropIndex':
      return [`DROP INDEX ${quoted(name!)};`]
    default:
      if (operation.startsWith('drop'))
        return dropped === undefined ? [] : alter(`DROP CONSTRAINT ${quoted(dropped)}`)
      return constraint ? alter(`ADD ${constraintClause(constraint)}`) : []
  }
}

/** One column alone has to be unique: its constraint goes by the name of the column. */
function isNamed({ name, kind, columns }: Constraint, wanted: string | undefined): boolean {
  return name === wanted || (kind === 'unique' && columns.length === 1 && columns[0] === wanted)
}

function createTable(pair: DeclaredTable): readonly string[] {
  const { name, columns, indexes, constraints } = pair.entity
  const keys = columns.filter(({ isPrimary }) => isPrimary).map((column) => quoted(column.name))
  const parts = [
    ...columns.map((column) => definition(pair, column)),
    ...(keys.length > 0 ? [`PRIMARY KEY (${keys.join(', ')})`] : []),
    ...constraints.flatMap((constraint) => constraintClause(constraint) ?? []),
  ]
  return [
    `CREATE TABLE ${quoted(name)} (${parts.join(', ')});`,
    ...indexes.map((index) => createIndex(quoted(name), index)),
  ]
}

function definition({ dialect, entity }: DeclaredTable, column: EntityColumn): string {
  const value = dialect.default(column)
  return [
    quoted(column.name),
    dialect.type(column, entity.name) ?? '…',
    ...(column.isNullable ? [] : ['NOT NULL']),
    ...(value === undefined ? [] : [`DEFAULT ${value}`]),
  ].join(' ')
}

function changed(
  { dialect, entity }: DeclaredTable,
  column: EntityColumn,
  attribute: string,
): readonly string[] {
  const alter = `ALTER COLUMN ${quoted(column.name)}`
  const value = dialect.default(column)
  switch (attribute) {
    case 'type':
      return [`${alter} TYPE ${dialect.type(column, entity.name) ?? '…'}`]
    case 'nullable':
      return [`${alter} ${column.isNullable ? 'DROP' : 'SET'} NOT NULL`]
    case 'default':
      return [`${alter} ${value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`]
    default:
      return []
  }
}

function createIndex(table: string, { name, columns, isUnique }: Index): string {
  const list = columns.map((column) => quoted(column ?? '…')).join(', ')
  return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${quoted(name ?? '…')} ON ${table} (${list});`
}

function constraintClause({ kind, name, columns, ...key }: Constraint): string | undefined {
  const list = columns.map((column) => quoted(column ?? '…')).join(', ')
  const named = `CONSTRAINT ${quoted(name ?? '…')}`
  if (kind === 'unique') return `${named} UNIQUE (${list})`
  if (kind !== 'foreign key') return undefined
  const others = (key.referencedColumns ?? []).map(quoted).join(', ')
  const actions = [key.onDelete && ` ON DELETE ${key.onDelete}`, key.onUpdate && ` ON UPDATE ${key.onUpdate}`]
  return `${named} FOREIGN KEY (${list}) REFERENCES ${quoted(key.references ?? '…')} (${others})${actions.map((action) => action ?? '').join('')}`
}

function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}
