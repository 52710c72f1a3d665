import type { ChangeSet } from './change-set.ts'
import type { Database } from './database.ts'
import { isNewTable, judgedMigrations } from './judged-effects.ts'
import type { PlannedMigration } from './plan.ts'
import type { Table } from './schema/table.ts'

/** What the migrations of a project that are judged will do, in the order in which they run. */
export interface ProjectPlan {
  /** The project's folder; `''` is the repository's root. */
  readonly root: string
  /** Empty where nothing tells. */
  readonly databases: readonly Database[]
  readonly migrations: readonly PlannedMigration[]
  /** Whether a table is made by what is judged: it has no rows, and nobody waits for it. */
  isNew(table: Table, planned: PlannedMigration): boolean
}

export function projectPlan(changes: ChangeSet): ProjectPlan {
  return {
    root: changes.head.root,
    databases: changes.databases,
    migrations: judgedMigrations(changes),
    isNew: (table, planned) => isNewTable(changes, table, { planned }),
  }
}
