import type { Origin, Value } from '../../../python/value.ts'
import type { Doubt } from '../state/doubt.ts'
import type { SplitMigration } from './split.ts'

/** What one attribute of a field, or one option of a model, is on both sides; undefined where a side has none. */
export interface ValueChange {
  /** The keyword or option; `class` for the field's class, `args` for its positional arguments. */
  readonly attribute: string
  readonly from: Value | undefined
  readonly to: Value | undefined
}

/** One operation that `makemigrations` would write. */
export interface Change {
  /** The class name: `AddField`. */
  readonly operation: string
  readonly app: string
  /** The model's class name as the newer of the two states has it. */
  readonly model: string
  /** The field, index or constraint that it is about; the new name for a renamed one. */
  readonly name: string | undefined
  /** The name it had, for a rename. */
  readonly oldName?: string
  /** What was taken away that is the same but for its name: Django asks whether it was renamed, and takes no for an answer. */
  readonly looksLikeRenameOf?: string
  readonly changes: readonly ValueChange[]
  /** The operation as Django's writer formats it, without the imports: `migrations.AddField(...)`. */
  readonly source: string
  /** Where the migrations last set it; undefined for what is new. */
  readonly from: Origin | undefined
  /** Where the models declare it; undefined for what is gone. */
  readonly to: Origin | undefined
}

/** What the two states do not tell. */
export interface Undetected {
  readonly app: string
  readonly model: string
  /** The field, index, constraint or option; undefined for the whole model. */
  readonly name: string | undefined
  readonly doubt: Doubt
}

/** Of how many it is known what they are on both sides. */
export interface Count {
  readonly decided: number
  readonly total: number
}

export interface Changes {
  /** By app label, in Django's order. */
  readonly changes: ReadonlyMap<string, readonly Change[]>
  /** The migrations that hold them, by app label, in the order in which they follow each other. */
  readonly migrations: ReadonlyMap<string, readonly SplitMigration[]>
  /** Once for each doubt and what it is about. `model` is empty for what concerns a whole app. */
  readonly undetected: readonly Undetected[]
  /** Models of the apps that are asked for, of either side. */
  readonly models: Count
  /** Their fields, of either side. */
  readonly fields: Count
}
