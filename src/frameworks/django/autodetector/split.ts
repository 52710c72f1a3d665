import { satisfies } from './dependencies.ts'
import type { Dependency, Operation } from './operation.ts'

/** What a migration has to come after, beside the one of its app before it. */
export type Requirement =
  | { readonly kind: 'setting'; readonly setting: string }
  /** A new migration of another app, by its place among these. */
  | { readonly kind: 'new'; readonly app: string; readonly index: number }
  /** The last migration that another app has. */
  | { readonly kind: 'existing'; readonly app: string; readonly dependency: Dependency }

/** The operations of one migration, and what they need of other apps. */
export interface SplitMigration {
  readonly operations: readonly Operation[]
  readonly requirements: readonly Requirement[]
  /** Whether Django gives up on it: its operations wait for one another. */
  readonly isCircular: boolean
}

type Migrations = Map<string, SplitMigration[]>

/**
 * Operations by app, as the migrations that hold them (`_build_migration_list`): an operation that needs one of another
 * app, which has to wait itself, goes into a second migration of its app. Only what is in one migration is put together.
 */
export function splitIntoMigrations(
  byApp: ReadonlyMap<string, readonly Operation[]>,
): ReadonlyMap<string, readonly SplitMigration[]> {
  const left = new Map([...byApp].sort(([a], [b]) => (a < b ? -1 : 1)).map(([app, all]) => [app, [...all]]))
  const migrations: Migrations = new Map()
  const put = (app: string, migration: SplitMigration) =>
    migrations.set(app, [...(migrations.get(app) ?? []), migration])
  let mayCut = false
  for (;;) {
    const count = total(left)
    if (count === 0) return migrations
    for (const [app, operations] of left) {
      const ready = operations.findIndex((operation) => !isReady(operation, left, migrations, mayCut))
      const end = ready < 0 ? operations.length : ready
      if (end === 0 || (end < operations.length && !mayCut)) continue
      const chopped = operations.splice(0, end)
      put(app, { operations: chopped, requirements: requirementsOf(chopped, migrations), isCircular: false })
      mayCut = false
    }
    if (total(left) < count) continue
    if (mayCut) {
      // A circle, at which Django gives up: what is left is told as it stands.
      for (const [app, operations] of left) {
        if (operations.length > 0)
          put(app, { operations: operations.splice(0), requirements: [], isCircular: true })
      }
      return migrations
    }
    mayCut = true
  }
}

/** Whether all that an operation needs of other apps is in migrations; that of an app without any is taken for there in the end. */
function isReady(
  operation: Operation,
  left: ReadonlyMap<string, readonly Operation[]>,
  migrations: Migrations,
  mayCut: boolean,
): boolean {
  return elsewhere(operation).every((dependency) => {
    if (left.get(dependency.app)?.some((other) => satisfies(other, dependency))) return false
    return dependency.setting !== undefined || migrations.has(dependency.app) || mayCut
  })
}

function requirementsOf(operations: readonly Operation[], migrations: Migrations): readonly Requirement[] {
  return operations.flatMap(elsewhere).map((dependency): Requirement => {
    const { app, setting } = dependency
    if (setting !== undefined) return { kind: 'setting', setting }
    const count = migrations.get(app)?.length
    return count === undefined
      ? { kind: 'existing', app, dependency }
      : { kind: 'new', app, index: count - 1 }
  })
}

/** What an operation needs of other apps. */
const elsewhere = ({ app, dependencies }: Operation): readonly Dependency[] =>
  dependencies.filter((dependency) => dependency.app !== app)

const total = (left: ReadonlyMap<string, readonly Operation[]>) =>
  [...left.values()].reduce((sum, operations) => sum + operations.length, 0)
