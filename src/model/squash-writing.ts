import type { Refusal, WrittenMigration } from './writing.ts'

/** Which migrations of an app are to be squashed. Names may be given by how they begin. */
export interface SquashRequest {
  readonly app: string
  /** The first one; undefined for that of the app. */
  readonly from: string | undefined
  /** The last one. */
  readonly to: string
  /** What the header says. */
  readonly at: Date
  /** Whether the file begins with who wrote it when; so without it. */
  readonly header?: boolean | undefined
}

/** A squash that is not there yet, or why it cannot be written. */
export type SquashWriting =
  | { readonly refused: readonly Refusal[] }
  | {
      readonly written: WrittenMigration
      /** The names of the migrations that it replaces, in order. */
      readonly replaced: readonly string[]
      /** How many operations these hold, and the squash. */
      readonly operations: { readonly before: number; readonly after: number }
      /** What people have to know of it, as a sentence; undefined for nothing. */
      readonly note?: string | undefined
    }
