import type { Place } from '../place.ts'
import type { DataStep } from './data-step.ts'
import type { Column, Table } from './table.ts'

/** What an index or a constraint is over. */
export interface Index {
  /** Undefined where it is not known. */
  readonly name: string | undefined
  /** Column names in the database, or what code calls them; undefined for an expression or where they are not known. */
  readonly columns: readonly (string | undefined)[]
  readonly isUnique: boolean
  /** Whether it covers only some of the rows: `WHERE …`. */
  readonly isPartial?: boolean
  /** What the rows that it covers meet, all of it; left out where that is not known. */
  readonly condition?: readonly IndexTerm[]
  /** Whether the database made it for a foreign key that is gone. */
  readonly isLeftOver?: boolean
}

/** A part of an index's condition. */
export interface IndexTerm {
  /** Equal for terms that say the same, as far as their texts tell. */
  readonly text: string
  /** Where it says no more than that a column is not NULL: which. Named as in `Index.columns`. */
  readonly notNull?: string
}

export interface Constraint {
  /** `unknown` where only its name is: SQL that drops or validates it says no more. */
  readonly kind: 'unique' | 'check' | 'foreign key' | 'exclusion' | 'not null' | 'primary key' | 'unknown'
  readonly name: string | undefined
  /** As in an index; empty where they are not known. */
  readonly columns: readonly (string | undefined)[]
  /** The table that a foreign key leads to, as code calls it. */
  readonly references?: string | undefined
  /** The columns there, where they are written out. */
  readonly referencedColumns?: readonly string[]
  /** What happens to a row that a foreign key leads from: `CASCADE`. Undefined where nothing is said. */
  readonly onDelete?: string
  readonly onUpdate?: string
  /** Of a check: whether it says no more than that its one column is not NULL. */
  readonly forbidsNull?: boolean
}

/** What is done to a type that is a list of values (`CREATE TYPE … AS ENUM`), by its name. */
export type ValueTypeChange =
  | { readonly kind: 'create'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  /** `cascades`: with the columns of that type, if there are any. */
  | { readonly kind: 'drop'; readonly name: string; readonly cascades?: true }
  /** Undefined where it comes last. */
  | {
      readonly kind: 'add value'
      readonly name: string
      readonly value: string
      readonly next: { readonly to: string; readonly isAfter: boolean } | undefined
    }
  | { readonly kind: 'rename value'; readonly name: string; readonly value: string; readonly to: string }

/**
 * What one operation does to a database, in the same words for every framework. One operation may have several: a
 * foreign key is a column, an index and a constraint. `before` and `after` are the thing on both sides of it.
 */
export type Effect = OneEffect & {
  /** Where it is written, where that is more exact than the place of the operation: a statement of its SQL. */
  readonly at?: Place
  /**
   * True where it may do more than is told here, or nothing: within an `if` whose condition is not known, with CASCADE, or
   * as a table that takes its columns from elsewhere or does not stay.
   */
  readonly isUnsure?: true
}

type OneEffect =
  | {
      readonly kind: 'create table'
      readonly table: Table
      readonly columns: readonly Column[]
      /** What is written among its columns; what is added afterwards is not. */
      readonly constraints?: readonly Constraint[]
    }
  | {
      readonly kind: 'drop table'
      readonly table: Table
      /** Whether the foreign keys of other tables that lead to it go along. */
      readonly cascades?: true
      /** As that of `drop column`. */
      readonly isForgotten?: boolean
    }
  | { readonly kind: 'rename table'; readonly before: Table; readonly after: Table }
  | {
      readonly kind: 'add column'
      readonly table: Table
      readonly column: Column
      /** The value that the rows that are there get and that is then forgotten, as it is written. */
      readonly oneOff: string | undefined
    }
  | {
      readonly kind: 'drop column'
      readonly table: Table
      readonly column: Column
      /** Whether the code does not know it any more when the operation runs: it was taken out of the state alone before. */
      readonly isForgotten?: boolean
    }
  | {
      readonly kind: 'rename column'
      readonly table: Table
      readonly before: Column
      readonly after: Column
    }
  | {
      readonly kind: 'alter column'
      readonly table: Table
      readonly before: Column
      readonly after: Column
      /** As that of `add column`: it takes the place of NULL in the rows that are there. */
      readonly oneOff: string | undefined
      /** Whether every value is worked out anew by an expression (`USING …`), more than a cast to the new type. */
      readonly isConverted?: boolean
      /** True where rows that hold NULL keep it, whatever the default is, as with SQL's `SET NOT NULL`. */
      readonly keepsNulls?: boolean
    }
  | {
      readonly kind: 'create index'
      readonly table: Table
      readonly index: Index
      readonly isConcurrent: boolean
      /** Whether it comes with a column that the same operation adds. */
      readonly isOnNewColumn?: boolean
    }
  | {
      readonly kind: 'drop index'
      readonly table: Table
      readonly index: Index
      readonly isConcurrent: boolean
    }
  | {
      readonly kind: 'add constraint'
      readonly table: Table
      readonly constraint: Constraint
      /** False where the rows that are there are not looked at (`NOT VALID`). */
      readonly isValidated: boolean
      /** Whether it is made from an index that is there already. */
      readonly usesIndex?: boolean
      /** Whether it comes with a column that the same operation adds. */
      readonly isOnNewColumn?: boolean
      /** Whether that column is NULL in all rows that are there: nothing gives them a value. */
      readonly isOnNulls?: boolean
    }
  | { readonly kind: 'validate constraint'; readonly table: Table; readonly constraint: Constraint }
  | {
      readonly kind: 'drop constraint'
      readonly table: Table
      readonly constraint: Constraint
      /** Whether the index stays that the database made for it, where it is a foreign key. */
      readonly keepsIndex?: boolean
    }
  /** All its rows are deleted at once; what is said of the rows themselves is a data step beside it. */
  | { readonly kind: 'empty table'; readonly table: Table }
  | {
      readonly kind: 'maintain table'
      readonly table: Table
      /** Whether it writes the table anew, builds its indexes anew, or does nothing but lock it. */
      readonly how: 'rewrite' | 'reindex' | 'lock'
      /** The statement, as its database calls it: `VACUUM FULL`. */
      readonly statement: string
      readonly isConcurrent: boolean
      /** Of a lock: which one, as the database calls it: `ACCESS EXCLUSIVE`. */
      readonly mode?: string
    }
  | { readonly kind: 'data'; readonly step: DataStep }
  /** Something that only readers and writers of the schema's own objects see: an extension, a comment, a type. */
  | {
      readonly kind: 'other'
      readonly what: string
      /** An index or a constraint that has another name now. */
      readonly renamed?: { readonly before: string; readonly after: string }
      readonly valueType?: ValueTypeChange
    }
  /** Whatever it does cannot be told. */
  | { readonly kind: 'unknown'; readonly cause: string; readonly place: Place }
