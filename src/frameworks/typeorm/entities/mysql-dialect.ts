import type { Dialect } from './dialect.ts'
import type { EntityColumn } from './entity-table.ts'
import { backQuoted } from './quotes.ts'

const now = { kind: 'sql', text: 'CURRENT_TIMESTAMP(6)' } as const

/** MySQL (typeorm 1.1, src/driver/mysql/MysqlDriver.ts and MysqlQueryRunner.ts). */
export const mysql: Dialect = {
  special: {
    createDate: { type: 'datetime', precision: 6, default: now },
    updateDate: { type: 'datetime', precision: 6, default: now, onUpdate: now.text },
    deleteDate: { type: 'datetime', precision: 6, isNullable: true },
    version: { type: 'int' },
    treeLevel: { type: 'int' },
  },
  altersTables: true,
  longestAlias: 63,
  isMysql: true,
  quote: backQuoted,
  referring,
  type: (column) => typeOf(column, names),
  default: defaultOf,
}

/** `MysqlDriver.normalizeType()`. */
const names: Readonly<Record<string, string>> = {
  Number: 'int',
  integer: 'int',
  String: 'varchar',
  Date: 'datetime',
  Boolean: 'tinyint',
  Buffer: 'blob',
  bool: 'tinyint',
  boolean: 'tinyint',
  uuid: 'varchar',
  'simple-array': 'text',
  'simple-json': 'text',
  'simple-enum': 'enum',
  'double precision': 'double',
  real: 'double',
  dec: 'decimal',
  numeric: 'decimal',
  fixed: 'decimal',
  nvarchar: 'varchar',
  'national varchar': 'varchar',
  nchar: 'char',
  'national char': 'char',
}

/** MariaDB has a type `uuid` of its own since 10.7: an older one gets what MySQL gets, which cannot be told from here. */
export const mariadb: Dialect = {
  ...mysql,
  type: (column) => typeOf(column, { ...names, uuid: 'uuid' }),
}

/** The types that need a length, and the one that they get where none is given. */
const lengths: Readonly<Record<string, string>> = { varchar: '255', varbinary: '255' }

function typeOf(column: EntityColumn, own: Readonly<Record<string, string>>): string | undefined {
  const { type, values, charset, collation } = column
  if (type === undefined) return undefined
  const name = Object.hasOwn(own, type) ? own[type]! : type
  if (values === undefined && /^(enum|set)$/.test(name)) return undefined
  const list = values?.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')
  return [
    list !== undefined && /^(enum|set)$/.test(name) ? `${name}(${list})` : sized(name, column),
    ...(column.isUnsigned ? ['UNSIGNED'] : []),
    ...(charset === undefined ? [] : [`CHARACTER SET ${charset}`]),
    ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
    ...(column.generated === 'increment' ? ['AUTO_INCREMENT'] : []),
  ].join(' ')
}

function sized(name: string, { length, precision, scale, generated }: EntityColumn): string {
  if (name === 'uuid') return name
  const own = length !== '' ? length : generated === 'uuid' ? '36' : lengths[name]
  if (own !== undefined) return `${name}(${own})`
  if (precision === undefined) return name
  return scale === undefined ? `${name}(${precision})` : `${name}(${precision},${scale})`
}

/** A column that refers to a uuid is as long as one, also where that one is longer. */
function referring({ type, length, generated }: EntityColumn): Partial<EntityColumn> {
  return length === '' && (type === 'uuid' || generated === 'uuid') ? { length: '36' } : {}
}

/** `MysqlDriver.normalizeDefault()`. */
function defaultOf({ default: value, type, scale, values }: EntityColumn): string | undefined {
  switch (value.kind) {
    case 'none':
      return undefined
    case 'sql':
      return timeOf(value.text) ?? value.text
    case 'items':
      return `'${value.items.join(',')}'`
    case 'json': {
      const items: unknown = JSON.parse(value.text)
      // What becomes of an object is no SQL.
      return Array.isArray(items) && type === 'set' ? `'${items.join(',')}'` : '…'
    }
    case 'value':
      if (typeof value.value === 'boolean') return value.value ? '1' : '0'
      return typeof value.value === 'number' && values === undefined
        ? `'${value.value.toFixed(scale)}'`
        : `'${value.value}'`
  }
}

/** `now()` and its like in one way of writing; undefined for anything else. */
export function timeOf(text: string): string | undefined {
  const match = /^(?:CURRENT_TIMESTAMP|NOW)(\(\d*\))?$/i.exec(text.trim())
  return match ? `CURRENT_TIMESTAMP${match[1] === '()' ? '' : (match[1] ?? '')}` : undefined
}
