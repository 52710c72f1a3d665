import type { Difference, Undecided } from './drift.ts'
import { migrationId, type Migration, type MigrationId, type Reference } from './migration.ts'
import type { Place } from './place.ts'
import type { OutcomeDifference } from './schema/outcome-difference.ts'
import type { Project } from './project.ts'

/** A data step of a replaced migration that its squash does not run. */
export interface LostStep {
  /** The replaced migration. */
  readonly migration: MigrationId
  readonly language: 'code' | 'SQL'
  /** What runs, as messages call it: the function's name, or the first words of the statement. */
  readonly name: string
  readonly place: Place
}

/** Code that a squash runs out of a migration that it replaces. */
export interface BorrowedCode {
  readonly name: string
  /** The replaced migration whose file holds it. */
  readonly migration: MigrationId
  /** Where the squash runs it. */
  readonly place: Place
}

/** What comes of running a squash, beside what comes of running the migrations that it replaces. */
export interface SquashOutcome {
  /** What the squash would have to do besides, in the order in which the framework would write it. */
  readonly differences: readonly Difference[]
  /** What a database has otherwise after the squash (first) than after what it replaces (second), where the states are alike. */
  readonly schemaDifferences: readonly OutcomeDifference[]
  readonly undecided: readonly Undecided[]
  readonly lostSteps: readonly LostStep[]
  readonly borrowedCode: readonly BorrowedCode[]
}

/** What a squash names in `replaces`, and what these name in turn where they are squashes themselves. */
export interface Replaced {
  readonly there: readonly Migration[]
  /** Those without a file in the tree. */
  readonly gone: readonly Reference[]
}

/** The migrations that a squash stands in for, directly and through the squashes among them, in the order of the names. */
export function replacedBy(squash: Migration, { migrations }: Pick<Project, 'migrations'>): Replaced {
  const there = new Map<MigrationId, Migration>()
  const gone = new Map<MigrationId, Reference>()
  const pending = [...squash.replaces]
  for (const reference of pending) {
    const id = migrationId(reference.app, reference.name)
    if (id === squash.id || there.has(id) || gone.has(id)) continue
    const migration = migrations.get(id)
    if (!migration) gone.set(id, reference)
    else {
      there.set(id, migration)
      pending.push(...migration.replaces)
    }
  }
  return { there: [...there.values()], gone: [...gone.values()] }
}

/** The squashes of a project, in the order of their names. */
export function squashesOf({ migrations }: Project): readonly Migration[] {
  return [...migrations.values()]
    .filter(({ replaces }) => replaces.length > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * The squash that makes a cycle: it stands in for migrations on both sides of what is left between them. Undefined for a cycle
 * that no squash has a part in.
 */
export function squashOfCycle(project: Project, cycle: readonly MigrationId[]): Migration | undefined {
  return cycle
    .flatMap((id) => project.migrations.get(id) ?? [])
    .find((migration) => migration.replaces.length > 0 && replacedBy(migration, project).there.length > 0)
}
