import type { Origin, Value } from '../../../python/value.ts'
import type { Deconstructed } from './deconstructed.ts'
import type { Doubt } from './doubt.ts'
import type { FieldState } from './field-state.ts'

/** `app.model`, the model's name in lower case. */
export type ModelKey = string

/** An index or a constraint; automatic names are worked out, as Django does when the model is made. */
export interface NamedState extends Deconstructed {
  /** Undefined where it is not known. */
  readonly name: string | undefined
  readonly origin: Origin
}

export interface ManagerState {
  readonly name: string
  /** The manager as `Manager.deconstruct()` tells it; undefined where it cannot be read. */
  readonly manager: Deconstructed | undefined
  readonly origin: Origin
}

/**
 * A model as Django's `ModelState` holds it (django/db/migrations/state.py). Never changed: an operation puts another
 * one in its place.
 */
export interface ModelState {
  readonly app: string
  readonly name: string
  /** In the order of the model, by attribute name. */
  readonly fields: ReadonlyMap<string, FieldState>
  /** As in `ModelState.options`: what `Meta` says, without indexes and constraints. `unique_together` holds tuples. */
  readonly options: ReadonlyMap<string, Value>
  readonly indexes: readonly NamedState[]
  readonly constraints: readonly NamedState[]
  /** `app.model` in lower case for a model, else the dotted path of a class; `django.db.models.Model` alone is the default. */
  readonly bases: readonly string[]
  /** Those that `use_in_migrations`. */
  readonly managers: readonly ManagerState[]
  readonly doubts: readonly Doubt[]
  /** Where it is declared, or the migration that made it. */
  readonly origin: Origin
  /** Why there may be more models that are named after this one and declared nowhere. */
  readonly makes?: string | undefined
  /** Attributes that may add fields named after them which nothing declares, each with why. */
  readonly mayAdd?: ReadonlyMap<string, string>
  /** Where an option was last set, in migrations. */
  readonly optionOrigins?: ReadonlyMap<string, Origin>
}

/** The models of a project at one point in time. */
export interface ProjectState {
  readonly models: ReadonlyMap<ModelKey, ModelState>
  /** By app label: what may have been done to any model of the app. */
  readonly doubts: ReadonlyMap<string, readonly Doubt[]>
}

export function modelKey(app: string, name: string): ModelKey {
  return `${app}.${name.toLowerCase()}`
}
