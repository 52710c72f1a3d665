import type { Origin } from '../../../python/value.ts'

/**
 * Something of a model, or of a whole app, that cannot be known. What is not named by any doubt is known.
 * `existence`: whether the model is there at all; `bases`, `fields`, `options`, `managers`: what it says of them.
 */
export interface Doubt {
  readonly aspect: 'existence' | 'bases' | 'fields' | 'options' | 'managers'
  /**
   * The one field or option that it is about, in an app's doubt the one model in lower case; without it, any that is not
   * listed may be there too, or, in an app's doubt, anything of all of its models may be otherwise.
   */
  readonly name?: string
  /** Why it is not known, as a clause: `the base \`x.Y\` cannot be read`. */
  readonly cause: string
  /** What would resolve it, as an imperative clause; undefined where nothing can. */
  readonly remedy?: string
  readonly origin: Origin
}
