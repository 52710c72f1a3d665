import type { Migration, MigrationId } from './migration.ts'

/** A row of the table in which a runner records what it has run. */
export interface AppliedRow {
  readonly app: string
  readonly name: string
  /**
   * Milliseconds since 1970; undefined where the database holds no time. Some databases and settings keep local time: it
   * may be off by as much as time zones differ.
   */
  readonly appliedAt: number | undefined
}

export const appliedProblemKinds = [
  'missing file',
  'missing dependency',
  'edited',
  'partial squash',
  'squash to run again',
] as const

/** Something of a database's history that the files contradict. */
export interface AppliedProblem {
  readonly kind: (typeof appliedProblemKinds)[number]
  readonly migration: MigrationId
  /** The file; undefined where there is none. */
  readonly path: string | undefined
  readonly message: string
  readonly help: string
}

/** How what a database has run compares with the files. */
export interface AppliedComparison {
  /** Whether the database has the table at all. */
  readonly hasTable: boolean
  /** How many migrations there are, and how many of these count as run. */
  readonly migrations: number
  readonly applied: number
  /** How many rows are of apps that the project does not hold. */
  readonly otherRows: number
  readonly problems: readonly AppliedProblem[]
  /** What is still to run, in the order in which the runner can. */
  readonly pending: readonly Migration[]
  /** What a reader should know, a sentence each. */
  readonly notes: readonly string[]
  /** Files that could not be read, and that nothing is said of. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[]
}
