import type { MigrationId } from '../../../model/migration.ts'
import { operationName } from '../operations.ts'
import type { ModelKey } from '../state/model-state.ts'
import type { Step } from '../state/replay.ts'

/** What is known of a table besides what its model says. */
export interface TableOrigin {
  readonly identity: string
  /** Undefined where a migration brings the model only into the state: the table was there. */
  readonly createdBy: MigrationId | undefined
}

export type TableOrigins = ReadonlyMap<ModelKey, TableOrigin>

/** Follows tables through the plan: which migration makes each, whatever its model is renamed to. */
export class TableHistory {
  #origins: TableOrigins = new Map()

  /** The tables before and after an operation, by model. Has to be given every step, in order. */
  follow({ migration, operation, before, after }: Step): {
    readonly before: TableOrigins
    readonly after: TableOrigins
  } {
    const was = this.#origins
    const appeared = [...after.models.keys()].filter((key) => !before.models.has(key))
    const gone = [...before.models.keys()].filter((key) => !after.models.has(key))
    if (appeared.length === 0 && gone.length === 0) return { before: was, after: was }
    const now = new Map(was)
    for (const key of gone) now.delete(key)
    const [from] = gone
    const name = operationName(operation)
    for (const key of appeared) {
      const moved = name === 'RenameModel' && from !== undefined ? was.get(from) : undefined
      const isMade = name === 'CreateModel'
      now.set(
        key,
        moved ?? { identity: identity(key, migration.id), createdBy: isMade ? migration.id : undefined },
      )
    }
    this.#origins = now
    return { before: was, after: now }
  }
}

/** A model may be made, deleted, and made again: those are two tables. */
function identity(key: ModelKey, migration: MigrationId): string {
  return `${key} of ${migration}`
}
