import type { Dialect } from './dialect.ts'
import type { EntityColumn } from './entity-table.ts'
import { doubleQuoted } from './quotes.ts'

/** SQLite (typeorm 1.1, src/driver/sqlite-abstract/AbstractSqliteDriver.ts and AbstractSqliteQueryRunner.ts). */
export const sqlite: Dialect = {
  special: {
    createDate: { type: 'datetime', default: { kind: 'sql', text: "datetime('now')" } },
    updateDate: { type: 'datetime', default: { kind: 'sql', text: "datetime('now')" } },
    deleteDate: { type: 'datetime', isNullable: true },
    version: { type: 'integer' },
    treeLevel: { type: 'integer' },
  },
  altersTables: false,
  longestAlias: undefined,
  isMysql: false,
  quote: doubleQuoted,
  type: typeOf,
  default: defaultOf,
}

/** `AbstractSqliteDriver.normalizeType()`. */
const names: Readonly<Record<string, string>> = {
  Number: 'integer',
  int: 'integer',
  String: 'varchar',
  Date: 'datetime',
  Boolean: 'boolean',
  Buffer: 'blob',
  uuid: 'varchar',
  'simple-array': 'text',
  'simple-json': 'text',
  'simple-enum': 'varchar',
}

function typeOf({ type, values, length, precision, scale }: EntityColumn): string | undefined {
  if (type === undefined) return undefined
  const name = Object.hasOwn(names, type) ? names[type]! : type
  if (values) return 'varchar'
  if (length !== '') return `${name}(${length})`
  if (precision === undefined) return name
  return scale === undefined ? `${name}(${precision})` : `${name}(${precision}, ${scale})`
}

/** `AbstractSqliteDriver.normalizeDefault()`; a function is put into brackets. */
function defaultOf({ default: value }: EntityColumn): string | undefined {
  switch (value.kind) {
    case 'none':
      return undefined
    case 'sql':
      return `(${value.text})`
    case 'items':
      return `'${JSON.stringify(value.items)}'`
    case 'json':
      return `'${value.text.replaceAll("'", "''")}'`
    case 'value':
      if (typeof value.value === 'boolean') return value.value ? '1' : '0'
      return typeof value.value === 'number' ? `${value.value}` : `'${value.value}'`
  }
}
