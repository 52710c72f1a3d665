import type { Place } from './place.ts'

/** A migration that is missing, as the framework's own command would write it. */
export interface WrittenMigration {
  readonly app: string
  readonly name: string
  /** From the root of the tree. */
  readonly path: string
  /** The whole of the file. */
  readonly text: string
}

/** Why the migration of an app is not written. */
export interface Refusal {
  readonly app: string
  /** As a sentence without its full stop. */
  readonly reason: string
  /** What to do, as an imperative clause. */
  readonly help: string
  readonly place: Place
}

/** What takes the migrations of a project to its models. An app is in one of the two, or there is nothing to write for it. */
export interface Writing {
  /** Of one app in the order in which they follow each other; apps by label. */
  readonly written: readonly WrittenMigration[]
  /** Each reason for each app. */
  readonly refused: readonly Refusal[]
}

export interface WritingOptions {
  /** What headers and names of migrations say. */
  readonly at: Date
  /** Whether a file begins with who wrote it when; so without it. */
  readonly header?: boolean | undefined
}
