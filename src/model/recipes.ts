import type { Constraint, Index } from './schema/effect.ts'
import type { Column, Table } from './schema/table.ts'

/**
 * The safe ways of a framework: what to write instead, as steps in the framework's own code with the names filled in.
 * Every text is a few sentences and, after a line break, code; rules put them into their help as they are.
 */
export interface Recipes {
  /** A NOT NULL column, for rows that are there: nullable, filled, tightened. */
  addColumnInSteps(table: Table, column: Column): string
  /** Values for the rows that hold NULL, before a column becomes NOT NULL. */
  backfill(table: Table, column: Column): string
  /** A unique column whose default is worked out once: nullable, filled row by row, made unique. */
  addUniqueColumnInSteps(table: Table, column: Column): string
  /** Takes a column out of the code first, and out of the database a release later. */
  dropColumnInSteps(table: Table, column: Column): string
  dropTableInSteps(table: Table): string
  /** Renames in code only and leaves the column its name. */
  keepColumnName(table: Table, before: Column, after: Column): string
  keepTableName(before: Table, after: Table): string
  /** Another column beside it, filled, then in its place. */
  changeTypeInSteps(table: Table, before: Column, after: Column): string
  /** A column that the database works out for each row: empty at first, then the default for new rows, then the others filled. */
  addComputedColumnInSteps(table: Table, column: Column): string
  defaultInDatabase(table: Table, column: Column): string
  indexConcurrently(table: Table, index: Index): string
  /** A constraint that does not look at the rows that are there, and a later one that does. */
  constraintInSteps(table: Table, constraint: Constraint): string
  /** A transaction of its own for each part. */
  splitMigration(): string
  outsideOfTransaction(): string
  /** What takes a data step back, or says that nothing has to. */
  reverse(language: 'code' | 'SQL'): string
  /** The model of the migration's own state; by the setting that names it, where one does. */
  modelOfState(app: string, model: string, setting?: string): string
  dependOn(app: string): string
  inBatches(): string
  heedAlias(): string
}
