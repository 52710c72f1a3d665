/** Thrown where the source that is evaluated surely raises; caught where a `try` of it would be. */
export class Raised extends Error {
  /** The builtin exception that it is, where that is known: `LookupError`. */
  readonly type: string | undefined

  constructor(type?: string) {
    super('the source raises an exception')
    this.type = type
  }
}
