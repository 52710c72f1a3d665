import type { Place } from '../place.ts'

/** Rows of one table that a data step gives values. */
export interface Write {
  /** The table's `identity`; undefined where it is not known which table is written. */
  readonly table: string | undefined
  /** How code calls the table, for messages. */
  readonly label?: string
  /** What code calls the columns that surely get a value; `'all'` for whole rows, as `save()` of a new object. */
  readonly columns: readonly string[] | 'all'
  readonly kind: 'insert' | 'update' | 'delete'
  /**
   * The rows that an update surely reaches: all of them, at least those that hold NULL in any of `nullsOf`, or some of which
   * it is not known which.
   */
  readonly rows: 'all' | { readonly nullsOf: readonly string[] } | 'some'
  /** Of a new row: the fields that it surely or maybe holds NULL in; undefined where that is not known. */
  readonly withNull?: readonly string[]
  /** Whether the value may be NULL again. */
  readonly mayBeNull: boolean
  /** Whether it is one statement over the rows, a loop over them, or a loop over parts of them. */
  readonly how: 'one statement' | 'row by row' | 'in batches'
  readonly place: Place
}

/** A model that a data step's function asks the state for: `apps.get_model("shop", "Order")`. */
export interface ModelUse {
  readonly app: string
  readonly model: string
  /** The fields of it that the function names, each where it does. */
  readonly fields: readonly { readonly name: string; readonly place: Place }[]
  /** Whether the state at this point has the model; undefined where that is not known. */
  readonly exists: boolean | undefined
  /** The fields among them that the model surely does not have at this point. */
  readonly missingFields: readonly { readonly name: string; readonly place: Place }[]
  /** Whether a dependency, direct or not, guarantees that the app's state is there; undefined where it is not known. */
  readonly isDeclared: boolean | undefined
  readonly place: Place
}

/** A model that is used as it is imported: its code is that of today, not that of the migration. */
export interface ImportedModel {
  /** `shop.models.Order`, as it is imported. */
  readonly path: string
  readonly label: string
  /** The setting that says which model it is, where one does. */
  readonly setting?: string
  /** The name of what takes the step back, where that uses it. */
  readonly reverse?: string
  readonly place: Place
}

/** A statement or a call that could not be followed. */
export interface Unfollowed {
  readonly cause: string
  readonly place: Place
}

/** Code or SQL that a migration runs on the rows of a database. */
export interface DataStep {
  readonly language: 'code' | 'SQL'
  /** What runs, as messages call it: the function's name, or the first words of the statement. */
  readonly name: string
  readonly place: Place
  /** What it surely writes, in order. */
  readonly writes: readonly Write[]
  /** Why it may write more than that; empty where `writes` is all. */
  readonly unfollowed: readonly Unfollowed[]
  readonly uses: readonly ModelUse[]
  readonly imports: readonly ImportedModel[]
  /** Whether it heeds the connection that it is run on (`schema_editor.connection.alias`); undefined where it touches no rows. */
  readonly heedsAlias: boolean | undefined
}
