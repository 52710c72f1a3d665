import { createHash } from 'node:crypto'

/** How a project's tables, columns and keys are called, from what its classes and properties are called. */
export interface NamingStrategy {
  table(className: string, given: string | undefined): string
  column(property: string, given: string | undefined, prefixes: readonly string[]): string
  joinColumn(relation: string, referenced: string): string
  joinTable(first: string, second: string, firstProperty: string): string
  joinTableColumn(table: string, property: string, column: string): string
  closureTable(table: string): string
}

/** TypeORM's own (typeorm 0.3 and 1.1, src/naming-strategy/DefaultNamingStrategy.ts). */
export const defaultNaming: NamingStrategy = {
  table: (className, given) => given ?? snakeCase(className),
  column: (property, given, prefixes) => {
    const name = given || property
    return prefixes.length > 0 ? camelCase(prefixes.join('_')) + titleCase(name) : name
  },
  joinColumn: (relation, referenced) => camelCase(`${relation}_${referenced}`),
  joinTable: (first, second, firstProperty) =>
    snakeCase(`${first}_${firstProperty.replaceAll('.', '_')}_${second}`),
  joinTableColumn: (table, property, column) => camelCase(`${table}_${column || property}`),
  closureTable: (table) => `${table}_closure`,
}

/** `SnakeNamingStrategy` of typeorm-naming-strategies 4. */
const snakeNaming: NamingStrategy = {
  table: (className, given) => given || snakeCase(className),
  column: (property, given, prefixes) =>
    snakeCase([...prefixes, ''].join('_')) + (given || snakeCase(property)),
  joinColumn: (relation, referenced) => snakeCase(`${relation}_${referenced}`),
  joinTable: (first, second, firstProperty) =>
    snakeCase(`${first}_${firstProperty.replaceAll('.', '_')}_${second}`),
  joinTableColumn: (table, property, column) => snakeCase(`${table}_${column || property}`),
  closureTable: (table) => `${table}_closure`,
}

/** Strategies of packages, by package and class. */
export const namingStrategies: Readonly<Record<string, NamingStrategy>> = {
  'typeorm DefaultNamingStrategy': defaultNaming,
  'typeorm-naming-strategies SnakeNamingStrategy': snakeNaming,
}

/** The names that keys get where none is given: a letter code, and the beginning of a hash of what they are over. */
export const keyNames = {
  unique: (table: string, columns: readonly string[]) => hashed('UQ_', 27, table, columns),
  /** The unique constraint of a one-to-one relation. */
  relation: (table: string, columns: readonly string[]) => hashed('REL_', 26, table, columns),
  foreignKey: (table: string, columns: readonly string[]) => hashed('FK_', 27, table, columns),
  index: (table: string, columns: readonly string[], where: string | undefined) =>
    hashed('IDX_', 26, table, columns, where),
  check: (table: string, expression: string) => hashed('CHK_', 26, table, [expression]),
} as const

function hashed(
  prefix: string,
  length: number,
  table: string,
  columns: readonly string[],
  where?: string,
): string {
  const name = table.split('.').at(-1)!
  const key = `${name}_${columns.toSorted().join('_')}${where ? `_${where}` : ''}`
  return prefix + createHash('sha1').update(key).digest('hex').slice(0, length)
}

/** As TypeORM's own (src/util/StringUtils.ts), as are the next two. */
export function snakeCase(text: string): string {
  return text
    .replaceAll(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

export function camelCase(text: string): string {
  return text.replaceAll(
    /^([A-Z])|[\s\-_](\w)/g,
    (_match, first: string | undefined, next: string | undefined) =>
      next ? next.toUpperCase() : first!.toLowerCase(),
  )
}

function titleCase(text: string): string {
  return text.replaceAll(/\w\S*/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
}
