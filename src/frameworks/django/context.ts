import type { Interpreter } from '../../python/interpreter.ts'
import type { Value } from '../../python/value.ts'
import type { Library } from './library/library.ts'

/** A Django release series: `[4, 2]`. */
export type DjangoVersion = readonly [major: number, minor: number]

/** What is needed to read values of a project's source as its Django would. */
export interface DjangoContext {
  readonly interpreter: Interpreter
  readonly version: DjangoVersion
  /** What is known of classes outside of the repository. */
  readonly library: Library
  /** `app.Model`; undefined where it is not known. */
  readonly authUserModel: string | undefined
  /** `app.model` in lower case of a model given as a class, of the repository or of a library; undefined where it is not known. */
  labelOf(model: Value): string | undefined
}

/** The model that a field, an index or an option belongs to. */
export interface Owner {
  readonly app: string
  readonly name: string
}
