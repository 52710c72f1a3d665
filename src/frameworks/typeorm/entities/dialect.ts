import type { DatabaseName } from '../../../model/database.ts'
import type { SpecialColumn } from './column-notes.ts'
import type { EntityColumn, EntityDefault } from './entity-table.ts'
import { mariadb, mysql } from './mysql-dialect.ts'
import { postgres } from './postgres-dialect.ts'
import { sqlite } from './sqlite-dialect.ts'

/** What a column is that TypeORM fills in by itself. */
export interface SpecialType {
  readonly type: string
  readonly default?: EntityDefault
  readonly isNullable?: boolean
  readonly precision?: number
  readonly onUpdate?: string
}

/** How TypeORM's driver for a database writes columns. */
export interface Dialect {
  readonly special: Readonly<Record<SpecialColumn, SpecialType>>
  /** Whether `ALTER TABLE` changes a column, and adds and drops a constraint; where it does not, a table is made anew. */
  readonly altersTables: boolean
  /** How long the name of a table between two others may be before it is shortened; undefined for any. */
  readonly longestAlias: number | undefined
  /**
   * Whether it is MySQL or MariaDB: a unique constraint is a unique index and nothing else, TypeORM makes no check
   * constraints, and a column changes as a whole.
   */
  readonly isMysql: boolean
  quote(name: string): string
  /** What the column of another table has otherwise that refers to this one, beside what it always has. */
  referring?(column: EntityColumn): Partial<EntityColumn>
  /** The type as `CREATE TABLE` has it, with the default of a column that counts by itself; undefined where it is not known. */
  type(column: EntityColumn, table: string): string | undefined
  /** What stands behind `DEFAULT`; undefined where nothing does. */
  default(column: EntityColumn): string | undefined
}

const dialects: Readonly<Partial<Record<DatabaseName, Dialect>>> = {
  postgresql: postgres,
  mysql,
  mariadb,
  sqlite,
}

/** The dialect of a database; undefined for one whose entities are not read. */
export function dialectOf(database: DatabaseName): Dialect | undefined {
  return dialects[database]
}
