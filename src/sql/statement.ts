import type { DatabaseName } from '../model/database.ts'
import type { MigrationId } from '../model/migration.ts'
import type { Place } from '../model/place.ts'
import type { Constraint, Effect, Index } from '../model/schema/effect.ts'
import type { Unfollowed, Write } from '../model/schema/data-step.ts'
import type { Column, Table } from '../model/schema/table.ts'

/** A text of SQL that a migration runs. */
export interface SqlSource {
  readonly text: string
  /** Where a part of the text lies in its file, from offsets in the text. */
  place(start: number, end: number): Place
  /**
   * Of each parameter that goes with the text, whether it is NULL; undefined where that is not known. Left out where the
   * text goes to the database as it is, and a `%` is a `%`.
   */
  readonly parameters?: readonly (boolean | undefined)[]
}

/** A table as the framework knows it. Columns that are not listed are not known. */
export interface KnownTable {
  readonly table: Table
  readonly columns: readonly Column[]
  /** Whether code had it once, and does not any more. */
  readonly isForgotten?: boolean
}

/** What a framework knows of the database at one point: everything is looked up by its name in the database. */
export interface SqlTables {
  /** A table as it is before the text runs. */
  table(name: string): KnownTable | undefined
  /** A table as the code has it after the text ran: what code calls that which the text adds. */
  after?(name: string): KnownTable | undefined
  /** The index, or the constraint that is one, before the text runs. */
  index?(name: string): { readonly table: Table; readonly index: Index } | undefined
  /** A constraint of a table, before the text runs. */
  constraint?(table: Table, name: string): Constraint | undefined
}

/** Where a text of SQL runs. */
export interface SqlContext {
  /** Undefined where it is not known: then what is common SQL is read as PostgreSQL reads it. */
  readonly dialect: DatabaseName | undefined
  readonly app: string
  readonly migration: MigrationId
  readonly tables: SqlTables
}

/** A statement of a text. */
export interface SqlStatement {
  /** Its first words, as messages call it: `UPDATE shop_order`. */
  readonly name: string
  readonly place: Place
  /** What it does to the schema, in order, or that it cannot be told. Empty where it only reads or writes rows. */
  readonly effects: readonly Effect[]
  /** The rows that it surely writes. */
  readonly writes: readonly Write[]
  /** Why it may write more than that. */
  readonly unfollowed: readonly Unfollowed[]
}

/** Reads SQL. Never throws: what cannot be read is a statement whose effect is `unknown`. */
export interface SqlReader {
  /** @param sources texts that run one after the other: each sees what those before it did */
  read(sources: readonly SqlSource[], context: SqlContext): readonly SqlStatement[]
}
