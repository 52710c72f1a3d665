import type { MigrationId } from '../../../model/migration.ts'
import type { Origin } from '../../../python/value.ts'

/** What took something away from the state, or brought it. */
export interface Trace {
  readonly what: 'made' | 'removed' | 'renamed'
  /** The name that it has now, for what was renamed. */
  readonly to?: string
  readonly migration: MigrationId
  readonly origin: Origin
}

/** An operation that cannot be applied to the state before it. */
export interface InvalidStep {
  readonly migration: MigrationId
  readonly app: string
  /** The operation's name as the migration has it. */
  readonly operation: string
  readonly what: 'model' | 'field' | 'index' | 'constraint'
  /** `missing`: it works on what is not there; `existing`: it makes what is there already. */
  readonly problem: 'missing' | 'existing'
  /** Whether the operation takes away or makes what it is about, or only works on it. */
  readonly takes: boolean
  /** The model's name. */
  readonly model: string
  /** The field, index or constraint; undefined where it is about the model itself. */
  readonly name: string | undefined
  /** What there is of that kind, for what is missing. */
  readonly there: readonly string[]
  /** Where Django fails: while it works out the state, or on the database. */
  readonly fails: 'state' | 'database'
  readonly origin: Origin
  /** Where the state got that way; undefined for what was never there. */
  readonly cause: Trace | undefined
}
