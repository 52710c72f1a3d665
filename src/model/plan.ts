import type { Migration, Operation } from './migration.ts'
import type { Effect } from './schema/effect.ts'
import type { UndoDifference } from './schema/undo.ts'

/** One operation at its place in the plan. */
export interface PlannedStep {
  readonly operation: Operation
  /** What it does to a database, in order; empty where it only moves the state. Worked out when it is first asked for. */
  readonly effects: readonly Effect[]
  /** Whether the runner can take it back; undefined where that is not known. Worked out when it is first asked for. */
  readonly isReversible: boolean | undefined
}

/** What undoes a migration, as somebody has written it. */
export interface WayBack {
  /**
   * What is otherwise in the schema after the migration was run and undone, on what the migrations before it leave; undefined
   * where anything on either way is not known. Worked out when it is first asked for.
   */
  readonly differences: readonly UndoDifference[] | undefined
}

/** One migration of the plan. */
export interface PlannedMigration {
  readonly migration: Migration
  /** Whether all its operations run in one transaction, where the database can do that; undefined where it is not known. */
  readonly isAtomic: boolean | undefined
  readonly steps: readonly PlannedStep[]
  /** Where what undoes it is written once, for all the steps together. */
  readonly wayBack?: WayBack
  /** Where the runner undoes its own operations by itself, and only SQL by other SQL that stands beside it. */
  readonly writtenBack?: WayBack | undefined
}

/** All migrations of a project in the order in which an empty database runs them. */
export type Plan = readonly PlannedMigration[]
