import type { MigrationId } from '../migration.ts'

/** A table of the database at one point of the plan. */
export interface Table {
  /** What it is known by from the first migration that makes it to the last, whatever it is renamed to. */
  readonly identity: string
  /** Its name in the database; undefined where it is not known. */
  readonly name: string | undefined
  /** How code calls it: `shop.Order`. The name itself where no code does. */
  readonly label: string
  readonly app: string
  /** The migration that makes it; undefined where it was not made by one, or that is not known. */
  readonly createdBy: MigrationId | undefined
}

/** A neutral type, as far as it matters to what an alteration costs. */
export const typeNames = [
  'smallint',
  'integer',
  'bigint',
  'decimal',
  'float',
  'boolean',
  'char',
  'varchar',
  'text',
  'date',
  'time',
  'timestamp',
  'interval',
  'uuid',
  'json',
  'binary',
  'inet',
  'array',
  'range',
  'geometry',
  'tsvector',
] as const
export type TypeName = (typeof typeNames)[number]

/** The type of a column; undefined where it stands, it is not known. */
export interface ColumnType {
  readonly name: TypeName
  /** Of `char` and `varchar`: characters; undefined for one without a limit. */
  readonly length?: number | undefined
  /** Of `decimal`. */
  readonly precision?: number | undefined
  readonly scale?: number | undefined
  /** Of an `array`. */
  readonly of?: ColumnType | undefined
  /** A column that counts by itself: a serial or an identity. */
  readonly counts?: boolean | undefined
  readonly collation?: string | undefined
}

/** Where the value comes from that an INSERT leaves out. */
export type ColumnDefault =
  /** The database has none, nor has the code. */
  | { readonly kind: 'none' }
  /** The database fills it in: `source` as it is written. `isConstant`: the same for all rows of one statement, as `now()`. */
  | { readonly kind: 'database'; readonly source: string; readonly isConstant: boolean }
  | { readonly kind: 'generated'; readonly source: string; readonly isStored: boolean }
  /** The code fills it in; the database does only while it adds the column. `isCalled`: worked out once by a function. */
  | { readonly kind: 'code'; readonly source: string; readonly isCalled: boolean }
  | { readonly kind: 'unknown'; readonly cause: string }

/** A column of a table. What is not known is undefined, but for names. */
export interface Column {
  /** Its name in the database; undefined where it is not known. */
  readonly name: string | undefined
  /** How code calls it: `price`. The column's name where no code does. */
  readonly field: string
  readonly type: ColumnType | undefined
  /** The type as its framework or SQL writes it: `CharField(max_length=100)`, `varchar(100)`. */
  readonly typeSource: string
  readonly isNullable: boolean | undefined
  readonly isUnique: boolean | undefined
  readonly isPrimaryKey: boolean | undefined
  /** Whether there is an index on this column alone, of which nothing else was written. */
  readonly isIndexed: boolean | undefined
  readonly default: ColumnDefault
  /** What it is set to by itself whenever its row changes, as MySQL has it. */
  readonly onUpdate?: string | undefined
  /** The table that a foreign key constraint leads to; undefined where there is none. */
  readonly references: { readonly table: string; readonly isConstrained: boolean | undefined } | undefined
}

/** What code calls a column: `shop.Order.price`. */
export function columnLabel(table: Table, { field }: Pick<Column, 'field'>): string {
  return `${table.label}.${field}`
}
