import type { DatabaseName } from '../../src/model/database.ts'
import type { Column, Table } from '../../src/model/schema/table.ts'
import { loadSqlReader } from '../../src/sql/load.ts'
import type { SqlStatement, SqlTables } from '../../src/sql/statement.ts'

const reader = await loadSqlReader()

/** `shop_order` of the model `shop.Order`, whose column `total_amount` code calls `total`. */
export const order: Table = {
  identity: 'shop.order of shop.0001',
  name: 'shop_order',
  label: 'shop.Order',
  app: 'shop',
  createdBy: 'shop.0001',
}

export function column(field: string, given: Partial<Column> = {}): Column {
  return {
    name: field,
    field,
    type: { name: 'text' },
    typeSource: 'TextField()',
    isNullable: true,
    isUnique: false,
    isPrimaryKey: false,
    isIndexed: false,
    default: { kind: 'none' },
    references: undefined,
    ...given,
  }
}

const orderColumns = [
  column('id', { isNullable: false, isPrimaryKey: true, type: { name: 'bigint' } }),
  column('total', { name: 'total_amount', type: { name: 'integer' } }),
  column('note'),
  column('state', { isNullable: false }),
]

export const shop: SqlTables = {
  table: (name) => (name === 'shop_order' ? { table: order, columns: orderColumns } : undefined),
}

export interface Given {
  readonly dialect?: DatabaseName | undefined
  readonly parameters?: readonly (boolean | undefined)[]
  readonly tables?: SqlTables
}

/** The statements of a text; a place's columns are the offsets in the text. */
export function readSql(text: string, given: Given = {}): readonly SqlStatement[] {
  const { parameters, tables = shop } = given
  const place = (start: number, end: number) => ({
    path: 'shop/migrations/0002_sql.py',
    line: 1,
    column: start,
    endLine: 1,
    endColumn: end,
  })
  return reader.read([{ text, place, ...(parameters && { parameters }) }], {
    dialect: 'dialect' in given ? given.dialect : 'postgresql',
    app: 'shop',
    migration: 'shop.0002',
    tables,
  })
}

/** The one statement of a text. */
export function readOne(text: string, given: Given = {}): SqlStatement {
  const statements = readSql(text, given)
  if (statements.length !== 1) throw new Error(`${statements.length} statements`)
  return statements[0]!
}
