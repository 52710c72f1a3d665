import type { Constraint, Index } from '../../../model/schema/effect.ts'
import type { Place } from '../../../model/place.ts'

/** What a column is filled with where an INSERT leaves it out, as the entity has it. */
export type EntityDefault =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  /** A list or an object, as JSON. */
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'items'; readonly items: readonly string[] }
  /** What a function returns: SQL. */
  | { readonly kind: 'sql'; readonly text: string }

/** What may not be known of a column. */
export type ColumnPart = 'type' | 'null' | 'default' | 'key'

/** A column of an entity, before it is told in the words of a database. */
export interface EntityColumn {
  /** The property, from that of the entity through embedded ones: `address.street`. */
  readonly path: string
  readonly name: string
  /** Its name without what names of embedded entities put before it. */
  readonly bareName: string
  /** As the decorator has it, or `String`, `Number`, `Boolean`, `Date` of the property's type; undefined where it is not known. */
  readonly type: string | undefined
  readonly length: string
  readonly precision: number | undefined
  readonly scale: number | undefined
  readonly isArray: boolean
  readonly isNullable: boolean
  readonly isPrimary: boolean
  readonly isUnsigned: boolean
  readonly charset: string | undefined
  readonly collation: string | undefined
  readonly generated: 'increment' | 'uuid' | 'rowid' | 'identity' | undefined
  readonly default: EntityDefault
  /** What MySQL sets it to by itself whenever its row changes: SQL. */
  readonly onUpdate: string | undefined
  /** The values of an enumerated type, and its name where it is given. */
  readonly values: readonly string[] | undefined
  readonly valueType: string | undefined
  readonly unknown: ReadonlySet<ColumnPart>
  /** Why that is not known, as a clause. */
  readonly cause: string | undefined
  readonly place: Place
}

/** What an entity has beside its columns, and where it says so. */
export type Placed<Thing> = Thing & { readonly place: Place }

/** `isLeftAlone`: neither made nor dropped, as `@Index({ synchronize: false })` says. */
export type EntityIndex = Placed<Index> & { readonly isLeftAlone?: true }

/** A table that entities ask for: of an entity, or between two of them. */
export interface EntityTable {
  /** The class, or what else asks for it, as messages call it: `Post`. */
  readonly entity: string
  /** With its schema, where that is not the usual one. */
  readonly name: string
  readonly columns: readonly EntityColumn[]
  readonly indexes: readonly EntityIndex[]
  readonly constraints: readonly Placed<Constraint>[]
  /** Why there may be more to it; empty where what is here is all. */
  readonly doubts: readonly Undecided[]
  readonly place: Place
}

/** Why something is not known, and where that comes from. */
export interface Undecided {
  readonly cause: string
  readonly place: Place
}

/** The tables that entities ask for. */
export interface EntityTables {
  readonly tables: readonly EntityTable[]
  /** Those of which not even the name is known: of what, and why. */
  readonly nameless: readonly (Undecided & { readonly entity: string })[]
}
