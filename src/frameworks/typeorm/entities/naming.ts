import { isTypeOrm } from '../packages.ts'
import type { Doubt } from './notes.ts'
import { sha1 } from './sha1.ts'
import { camelCase, snakeCase, titleCase } from './text-cases.ts'

/** A name, or why it is not known. */
export type Name = string | Doubt

/**
 * How a project's tables, columns and keys are called, from what its classes and properties are called. Methods are called
 * as those of TypeORM's own interface (typeorm 1.1, src/naming-strategy/NamingStrategyInterface.ts); tables are given
 * without their schema.
 */
interface NamingMethods {
  tableName(className: string, given: string | undefined): string
  /** Of a data source that puts a prefix before the names of all tables. */
  prefixTableName(prefix: string, table: string): string
  columnName(property: string, given: string | undefined, prefixes: readonly string[]): string
  joinColumnName(relation: string, referenced: string): string
  joinTableName(first: string, second: string, firstProperty: string, secondProperty: string): string
  joinTableColumnName(table: string, property: string, column: string): string
  joinTableInverseColumnName(table: string, property: string, column: string): string
  /** Where both sides of a table between two others have a column of that name. */
  joinTableColumnDuplicationPrefix(column: string, index: number): string
  closureJunctionTableName(table: string): string
  materializedPathColumnName(): string
  nestedSetColumnName(side: 'left' | 'right'): string
  uniqueConstraintName(table: string, columns: readonly string[]): string
  /** The unique constraint of a one-to-one relation. */
  relationConstraintName(table: string, columns: readonly string[]): string
  foreignKeyName(
    table: string,
    columns: readonly string[],
    references: string,
    referencedColumns: readonly string[],
  ): string
  indexName(table: string, columns: readonly string[], where: string | undefined): string
  checkConstraintName(table: string, expression: string): string
}

export type NamingMethod = keyof NamingMethods

/** What names a project's tables, columns and keys, of which it may not be known what some of it does. */
export type NamingStrategy = {
  readonly [Method in NamingMethod]: (...args: Parameters<NamingMethods[Method]>) => Name
}

/** TypeORM's own (typeorm 0.3 and 1.1, src/naming-strategy/DefaultNamingStrategy.ts). */
export const defaultNaming: NamingMethods = {
  tableName: (className, given) => given ?? snakeCase(className),
  prefixTableName: (prefix, table) => prefix + table,
  columnName: (property, given, prefixes) => {
    const name = given || property
    return prefixes.length > 0 ? camelCase(prefixes.join('_')) + titleCase(name) : name
  },
  joinColumnName: (relation, referenced) => camelCase(`${relation}_${referenced}`),
  joinTableName: (first, second, firstProperty) =>
    snakeCase(`${first}_${firstProperty.replaceAll('.', '_')}_${second}`),
  joinTableColumnName: (table, property, column) => camelCase(`${table}_${column || property}`),
  joinTableInverseColumnName: (table, property, column) => camelCase(`${table}_${column || property}`),
  joinTableColumnDuplicationPrefix: (column, index) => `${column}_${index}`,
  closureJunctionTableName: (table) => `${table}_closure`,
  materializedPathColumnName: () => 'mpath',
  nestedSetColumnName: (side) => `ns${side}`,
  uniqueConstraintName: (table, columns) => hashed('UQ_', 27, table, columns),
  relationConstraintName: (table, columns) => hashed('REL_', 26, table, columns),
  foreignKeyName: (table, columns) => hashed('FK_', 27, table, columns),
  indexName: (table, columns, where) => hashed('IDX_', 26, table, columns, where),
  checkConstraintName: (table, expression) => hashed('CHK_', 26, table, [expression]),
}

const snakeJoinTableColumn = (table: string, property: string, column: string): string =>
  snakeCase(`${table}_${column || property}`)

/** `SnakeNamingStrategy` of typeorm-naming-strategies 4. */
const snakeNaming: NamingMethods = {
  ...defaultNaming,
  tableName: (className, given) => given || snakeCase(className),
  columnName: (property, given, prefixes) =>
    snakeCase([...prefixes, ''].join('_')) + (given || snakeCase(property)),
  joinColumnName: (relation, referenced) => snakeCase(`${relation}_${referenced}`),
  joinTableColumnName: snakeJoinTableColumn,
  joinTableInverseColumnName: snakeJoinTableColumn,
}

/** Strategies of packages, by package and class. */
const namingStrategies: Readonly<Record<string, NamingMethods>> = {
  'typeorm DefaultNamingStrategy': defaultNaming,
  'typeorm-naming-strategies SnakeNamingStrategy': snakeNaming,
}

/** The strategy that a package has under a name: `typeorm/naming-strategy/DefaultNamingStrategy` is a file of `typeorm`. */
export function packageNaming(from: string | undefined, name: string): NamingMethods | undefined {
  const key = `${isTypeOrm(from ?? '') ? 'typeorm' : from} ${name}`
  return Object.hasOwn(namingStrategies, key) ? namingStrategies[key] : undefined
}

/** A letter code, and the beginning of a hash of what a key is over. */
function hashed(
  prefix: string,
  length: number,
  table: string,
  columns: readonly string[],
  where?: string,
): string {
  const name = table.split('.').at(-1)!
  const key = `${name}_${columns.toSorted().join('_')}${where ? `_${where}` : ''}`
  return prefix + sha1(key).slice(0, length)
}
