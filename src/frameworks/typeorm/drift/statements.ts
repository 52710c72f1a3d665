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
  const { operation, name, replaces } = difference
  const dropped = 'key' in difference ? difference.key : name
  if (!dialect.altersTables && !inPlace.has(operation)) return []
  const quoted = (text: string): string => quotedWith(dialect, text)
  const table = quoted(entity.name)
  const alter = (clause: string): readonly string[] => [`ALTER TABLE ${table} ${clause};`]
  const column = entity.columns.find((one) => one.name === name)
  const index =
    entity.indexes.find((one) => one.name === name) ??
    uniques(entity.constraints).find((one) => one.name === name)
  const constraint = entity.constraints.find((one) => isNamed(one, name))
  const dropIndex = (key: string): string =>
    `DROP INDEX ${quoted(key)}${dialect.isMysql ? ` ON ${table}` : ''};`
  switch (operation) {
    case 'createTable':
      return createTable(pair)
    case 'addColumn':
      return column ? alter(`ADD ${definition(pair, column)}`) : []
    case 'dropColumn':
      return alter(`DROP COLUMN ${quoted(name!)}`)
    case 'changeColumn':
      return column ? [...new Set(changes(pair, column, difference).flatMap(alter))] : []
    case 'createIndex':
      return index ? [...(replaces === undefined ? [] : [dropIndex(replaces)]), createIndex(pair, index)] : []
    case 'dropIndex':
      return [dropIndex(name!)]
    default: {
      const noun = dialect.isMysql && operation.endsWith('ForeignKey') ? 'FOREIGN KEY' : 'CONSTRAINT'
      const drop = (key: string | undefined): readonly string[] =>
        key === undefined ? [] : alter(`DROP ${noun} ${quoted(key)}`)
      if (operation.startsWith('drop')) return drop(dropped)
      return constraint ? [...drop(replaces), ...alter(`ADD ${constraintClause(pair, constraint)}`)] : []
    }
  }
}

/** One column alone has to be unique: its constraint goes by the name of the column. */
function isNamed({ name, kind, columns }: Constraint, wanted: string | undefined): boolean {
  return name === wanted || (kind === 'unique' && columns.length === 1 && columns[0] === wanted)
}

/** Unique indexes that stand for unique constraints. */
function uniques(constraints: readonly Constraint[]): readonly Index[] {
  return constraints.filter(({ kind }) => kind === 'unique').map((one) => ({ ...one, isUnique: true }))
}

function createTable(pair: DeclaredTable): readonly string[] {
  const { name, columns, indexes, constraints } = pair.entity
  const { dialect } = pair
  const keys = columns.filter(({ isPrimary }) => isPrimary).map((column) => dialect.quote(column.name))
  const own = dialect.isMysql ? constraints.filter(({ kind }) => kind !== 'unique') : constraints
  const parts = [
    ...columns.map((column) => definition(pair, column)),
    ...(keys.length > 0 ? [`PRIMARY KEY (${keys.join(', ')})`] : []),
    ...own.flatMap((constraint) => constraintClause(pair, constraint) ?? []),
  ]
  const all = dialect.isMysql ? [...indexes, ...uniques(constraints)] : indexes
  return [
    `CREATE TABLE ${quotedWith(dialect, name)} (${parts.join(', ')});`,
    ...all.map((index) => createIndex(pair, index)),
  ]
}

function definition({ dialect, entity }: DeclaredTable, column: EntityColumn): string {
  const value = dialect.default(column)
  // MySQL takes some types for NOT NULL where nothing is said.
  const isNull = dialect.isMysql ? ['NULL'] : []
  return [
    dialect.quote(column.name),
    dialect.type(column, entity.name) ?? '…',
    ...(column.isNullable && !column.isPrimary ? isNull : column.isNullable ? [] : ['NOT NULL']),
    ...(value === undefined ? [] : [`DEFAULT ${value}`]),
    ...(column.onUpdate === undefined ? [] : [`ON UPDATE ${column.onUpdate}`]),
  ].join(' ')
}

function changes(
  pair: DeclaredTable,
  column: EntityColumn,
  { changes: all }: TableDifference,
): readonly string[] {
  const { dialect, entity } = pair
  const alter = `ALTER COLUMN ${dialect.quote(column.name)}`
  const value = dialect.default(column)
  return all.flatMap(({ attribute }): readonly string[] => {
    if (attribute === 'primary') return []
    // It says anew all that there is to a column.
    if (dialect.isMysql) return [`MODIFY ${definition(pair, column)}`]
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
  })
}

function createIndex({ dialect, entity }: DeclaredTable, { name, columns, isUnique }: Index): string {
  const list = columns.map((column) => dialect.quote(column ?? '…')).join(', ')
  return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${dialect.quote(name ?? '…')} ON ${quotedWith(dialect, entity.name)} (${list});`
}

function constraintClause(
  { dialect }: DeclaredTable,
  { kind, name, columns, ...key }: Constraint,
): string | undefined {
  const list = columns.map((column) => dialect.quote(column ?? '…')).join(', ')
  const named = `CONSTRAINT ${dialect.quote(name ?? '…')}`
  if (kind === 'unique') return `${named} UNIQUE (${list})`
  if (kind !== 'foreign key') return undefined
  const others = (key.referencedColumns ?? []).map(dialect.quote).join(', ')
  const actions = [key.onDelete && ` ON DELETE ${key.onDelete}`, key.onUpdate && ` ON UPDATE ${key.onUpdate}`]
  return `${named} FOREIGN KEY (${list}) REFERENCES ${quotedWith(dialect, key.references ?? '…')} (${others})${actions.map((action) => action ?? '').join('')}`
}

/** A name with that of its schema before it, where there is one. */
function quotedWith({ quote }: Dialect, name: string): string {
  return name.split('.').map(quote).join('.')
}
