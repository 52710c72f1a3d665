import { satisfies } from './dependencies.ts'
import type { Operation } from './operation.ts'

/**
 * Operations by app, as the migrations that hold them (`_build_migration_list`): an operation that needs one of another
 * app, which has to wait itself, goes into a second migration of its app. Only what is in one migration is put together.
 */
export function splitIntoMigrations(
  byApp: ReadonlyMap<string, readonly Operation[]>,
): ReadonlyMap<string, readonly (readonly Operation[])[]> {
  const left = new Map([...byApp].sort(([a], [b]) => (a < b ? -1 : 1)).map(([app, all]) => [app, [...all]]))
  const migrations = new Map<string, (readonly Operation[])[]>()
  const put = (app: string, operations: readonly Operation[]) =>
    migrations.set(app, [...(migrations.get(app) ?? []), operations])
  let mayCut = false
  for (;;) {
    const count = total(left)
    if (count === 0) return migrations
    for (const [app, operations] of left) {
      const ready = operations.findIndex((operation) => !isReady(operation, left, migrations, mayCut))
      const end = ready < 0 ? operations.length : ready
      if (end === 0 || (end < operations.length && !mayCut)) continue
      put(app, operations.splice(0, end))
      mayCut = false
    }
    if (total(left) < count) continue
    if (mayCut) {
      // A circle, at which Django gives up: what is left is told as it stands.
      for (const [app, operations] of left) if (operations.length > 0) put(app, operations.splice(0))
      return migrations
    }
    mayCut = true
  }
}

/** Whether all that an operation needs of other apps is in migrations; that of an app without any is taken for there in the end. */
function isReady(
  operation: Operation,
  left: ReadonlyMap<string, readonly Operation[]>,
  migrations: ReadonlyMap<string, unknown>,
  mayCut: boolean,
): boolean {
  return operation.dependencies.every((dependency) => {
    if (dependency.app === operation.app) return true
    if (left.get(dependency.app)?.some((other) => satisfies(other, dependency))) return false
    return dependency.swappable === true || migrations.has(dependency.app) || mayCut
  })
}

const total = (left: ReadonlyMap<string, readonly Operation[]>) =>
  [...left.values()].reduce((sum, operations) => sum + operations.length, 0)
