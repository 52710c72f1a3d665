import type { Related } from './finding.ts'
import type { Place } from './place.ts'

/** One value that differs, as source text; undefined where a side has none. */
export interface AttributeChange {
  /** The keyword, the option, or `class`. */
  readonly attribute: string
  readonly migrations: string | undefined
  readonly models: string | undefined
}

/** One operation that a new migration would hold. */
export interface Difference {
  /** The name of the operation in the framework's own words: `AddField`. */
  readonly operation: string
  readonly app: string
  /** The model's name as it is declared. */
  readonly model: string
  /** The field, index, constraint or option that it is about; undefined where it is about the whole model. */
  readonly name: string | undefined
  /** What of it differs; empty for what is new or gone. */
  readonly attributes: readonly string[]
  readonly changes: readonly AttributeChange[]
  /** The operation as it would be written in a migration. */
  readonly source: string
  /** What it is, as a sentence without its full stop: `blog.Post.title has max_length=200 in the models and 100 in the migrations`. */
  readonly message: string
  /** Where the models say so; where the migrations do, for what the models no longer have. */
  readonly place: Place
  readonly related: readonly Related[]
}

/** Something of the models or of the state that the migrations add up to, that cannot be told without running code. */
export interface Undecided {
  /** What is not decided: `blog.Post`, `blog.Post.title`. */
  readonly what: string
  /** Why, as a clause. */
  readonly cause: string
  /** What would resolve it, as an imperative clause; undefined where nothing can. */
  readonly remedy: string | undefined
  readonly place: Place
}

/** How the models of a project compare with the state that its migrations add up to. */
export interface Drift {
  /** In the order in which the framework would write them. */
  readonly differences: readonly Difference[]
  readonly undecided: readonly Undecided[]
  readonly models: { readonly decided: number; readonly total: number }
  readonly fields: { readonly decided: number; readonly total: number }
}
