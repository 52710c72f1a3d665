import type { FunctionValue } from '../../../python/value.ts'
import type { KnownProject } from '../known-project.ts'

/** A definition of a file, as its text. */
export interface Definition {
  readonly name: string
  readonly text: string
}

/** What has to be copied for a function to work elsewhere. */
export interface CopiedCode {
  /** Import statements, a line each. */
  readonly imports: readonly string[]
  readonly definitions: readonly Definition[]
}

/** A function with all of its file that it needs, or why that cannot be told. */
export function copyOf(
  value: FunctionValue,
  _project: KnownProject,
): CopiedCode | { readonly cause: string } {
  return { cause: `it stands in \`${value.origin.path}\`` }
}
