import type { Random } from './random.ts'

/** How the tables and columns of a made-up project are called. */
export interface MadeNaming {
  /** A class `Naming`, as a part of the file of the entities; `''` where there is none. */
  readonly source: string
  /** What the data source says of it. */
  readonly options: string
}

/** What some methods of naming strategies are written as. Names of keys stay within what PostgreSQL keeps of a name. */
const methods: readonly (readonly string[])[] = [
  [
    `tableName(name: string, given?: string) { return given ?? \`tb_\${snakeCase(name)}\` }`,
    `tableName(name: string, given?: string) { return (given || name).replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase() + 's' }`,
    `tableName(name: string, given?: string) { return super.tableName(name, given).toUpperCase() }`,
    `tableName(name: string, given?: string) { return given ? given : this.lower(name) }`,
  ],
  [
    `columnName(property: string, given: string, prefixes: string[]) { return snakeCase(prefixes.concat(given || property).join('_')) }`,
    `columnName(property: string, given: string, prefixes: string[]) {
    return [...prefixes.map((each) => snakeCase(each)), given ? given : snakeCase(property)].filter(Boolean).join('_')
  }`,
    `columnName(property: string, given: string, prefixes: string[]) {
    return super.columnName(property, given, prefixes).replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())
  }`,
    `columnName(property: string, given: string) { return given || property }`,
    `columnName(property: string, given: string, prefixes: string[]) {
    const name = given || snakeCase(property)
    if (prefixes.length === 0) return name
    let prefix = ''
    for (const each of prefixes) prefix += each.toLowerCase() + '_'
    return prefix + name
  }`,
  ],
  [
    `joinColumnName(relation: string, referenced: string) { return snakeCase(relation + '_' + referenced) }`,
    `joinColumnName(relation: string, referenced: string) { return \`\${relation}\${referenced[0].toUpperCase()}\${referenced.slice(1)}\` }`,
    `joinColumnName(relation: string) { return 'of_' + this.lower(relation) }`,
  ],
  [
    `joinTableName(first: string, second: string, property: string) {
    return snakeCase(first + '_' + property.replace(/\\./gi, '_') + '_' + second)
  }`,
    `joinTableName(first: string, second: string) { return [first, second].sort().join('__') }`,
  ],
  [
    `joinTableColumnName(table: string, property: string, column?: string) { return snakeCase(table + '_' + (column ? column : property)) }`,
    `joinTableColumnName(table: string, property: string) { return table.substring(0, 3) + '_' + property }`,
  ],
  [
    `joinTableInverseColumnName(table: string, property: string, column?: string) { return 'other_' + super.joinTableColumnName(table, property, column) }`,
  ],
  [`joinTableColumnDuplicationPrefix(column: string, index: number) { return index + '_' + column }`],
  [
    `indexName(table: Table | string, columns: string[], where?: string) {
    const name = table instanceof Table ? table.name : table
    return \`ix_\${name}_\${columns.join('_')}\${where ? '_some' : ''}\`.slice(0, 60)
  }`,
    `indexName(table: Table | string, columns: string[], where?: string) {
    return this.mark + createHash('md5').update([table, ...columns, where].join(':')).digest('hex').substr(0, 12)
  }`,
    `indexName(table: Table | string, columns: string[], where?: string) { return super.indexName(table, columns, where).toLowerCase() }`,
  ],
  [
    `uniqueConstraintName(table: Table | string, columns: string[]) {
    return ('uq_' + this.getTableName(table) + '_' + [...columns].sort().join('_')).slice(0, 60)
  }`,
  ],
  [
    `relationConstraintName(table: Table | string, columns: string[]) { return 'uq_' + super.relationConstraintName(table, columns) }`,
  ],
  [
    `foreignKeyName(table: Table | string, columns: string[], references?: string, others?: string[]) {
    const name = typeof table === 'string' ? table : table.name
    return this.mark + createHash('sha1').update(\`\${name}:\${columns}:\${references}:\${others}\`).digest('hex')
  }`,
    `foreignKeyName(table: Table | string, columns: string[]) { return super.foreignKeyName(table, columns).replace('FK_', 'fk_') }`,
  ],
  [
    `checkConstraintName(table: Table | string, expression: string) {
    switch (expression.length > 20) {
      case true: return 'ck_long_' + super.checkConstraintName(table, expression)
      default: return super.checkConstraintName(table, expression)
    }
  }`,
  ],
  [`prefixTableName(prefix: string, table: string) { return (prefix + '_' + table).replaceAll('__', '_') }`],
]

/** A naming strategy of its own for some projects, and a prefix for their tables for some. */
export function madeNaming(random: Random): MadeNaming {
  const own = random.chance(60) ? methods.filter(() => random.chance(55)).map((each) => random.one(each)) : []
  const options = [
    ...(own.length > 0 ? [`namingStrategy: new Naming('${random.one(['k_', 'own_'])}')`] : []),
    ...(random.chance(25) ? [`entityPrefix: '${random.one(['app_', 'x'])}'`] : []),
  ]
  const source = `import { createHash } from 'node:crypto'
import { DefaultNamingStrategy, Table } from 'typeorm'
import { snakeCase } from 'typeorm/util/StringUtils.js'

export class Naming extends DefaultNamingStrategy {
  constructor(private readonly mark: string) { super() }
  ${own.join('\n  ')}
  private lower(text: string): string { return text.charAt(0).toLowerCase() + text.slice(1) }
}
`
  return { source: own.length > 0 ? source : '', options: options.join(', ') }
}
