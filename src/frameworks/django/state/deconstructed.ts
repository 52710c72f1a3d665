import type { Value } from '../../../python/value.ts'

/** An object as its `deconstruct()` gives it: what has to be called with what to make another one like it. */
export interface Deconstructed {
  /** The dotted path of the class, as `deconstruct()` shortens it: `django.db.models.CharField`. */
  readonly path: string
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
}
