import type { DjangoContext } from '../context.ts'
import type { KnownProject } from '../known-project.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { ProjectState } from '../state/model-state.ts'
import type { DatabaseOperation } from './database-operation.ts'
import type { StepTables } from './planned-step.ts'

/** Where in the plan an operation runs: the state and the tables on both sides of it. */
export interface Site {
  readonly migration: DjangoMigration
  readonly before: ProjectState
  readonly after: ProjectState
  readonly tables: StepTables
  readonly project: KnownProject
  readonly context: DjangoContext
}

/** An operation, and where it runs. */
export interface Given extends Site {
  readonly operation: DatabaseOperation
}
