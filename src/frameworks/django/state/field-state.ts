import type { Origin } from '../../../python/value.ts'
import type { Deconstructed } from './deconstructed.ts'

/** Where a relation leads. */
export interface Relation {
  readonly kind: 'ForeignKey' | 'OneToOneField' | 'ManyToManyField'
  /** `app.model` in lower case; undefined where it is not known. */
  readonly to: string | undefined
  /** The setting that the target may be swapped by: `AUTH_USER_MODEL`. */
  readonly setting: string | undefined
  /** The model of a many-to-many table that is declared: `app.model` in lower case. */
  readonly through: string | undefined
}

/**
 * A field of a model as `Field.deconstruct()` gives it (django/db/models/fields/__init__.py): without the keywords
 * that have their default value, `to` and `through` as `app.model` in lower case.
 */
export interface FieldState extends Deconstructed {
  /** The attribute's name in the model. */
  readonly name: string
  readonly relation: Relation | undefined
  /**
   * The classes that the field's class is made of, as dotted paths, itself first, in Python's order as far as that is
   * known: `isinstance` is asked of these.
   */
  readonly classes: readonly string[]
  /** Why arguments stand as they are written, not normalised: what would have to be known of the class. */
  readonly unread: { readonly cause: string; readonly remedy?: string } | undefined
  /** Why its column may be another one than its class of Django has; not given where that is not asked for. */
  readonly columnDoubt?: string | undefined
  /** Where it is written: in the models, or in the migration that last set it. */
  readonly origin: Origin
}
