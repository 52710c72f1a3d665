import type { Place } from './place.ts'

/** `<app>.<name>`, unique in a project: the key that the runner records as applied. */
export type MigrationId = string

export function migrationId(app: string, name: string): MigrationId {
  return `${app}.${name}`
}

/** Something that cannot be known without running code: counted and shown, never guessed. */
export interface Unresolved {
  readonly place: Place
  /** The source text that could not be evaluated, shortened. */
  readonly source: string
  /** Why, as a clause: `settings.DEBUG is not known`. */
  readonly reason: string
}

/** A migration that another one names, as it is written there. */
export interface Reference {
  readonly app: string
  readonly name: string
  readonly place: Place
}

/**
 * An edge to another migration as the file declares it. `symbolic` dependencies name an app instead of a
 * migration (Django's `__first__`, `__latest__` and swappable dependencies).
 */
export type Dependency =
  | ({ readonly kind: 'migration' } & Reference)
  | {
      readonly kind: 'symbolic'
      /** Undefined where the setting's value is not known. */
      readonly app: string | undefined
      readonly which: 'first' | 'latest'
      /** The setting that a swappable dependency reads, such as `AUTH_USER_MODEL`. */
      readonly setting?: string
      readonly place: Place
    }
  | { readonly kind: 'unresolved'; readonly unresolved: Unresolved; readonly place: Place }

/** One operation of a migration, in the framework's own name for it. */
export interface Operation {
  /** The class or function name: `AddField`, `RunPython`. */
  readonly name: string
  readonly place: Place
}

export interface Migration {
  readonly id: MigrationId
  readonly app: string
  readonly name: string
  readonly path: string
  /** Where a finding about the migration as a whole points: its class, or the head of its file. */
  readonly place: Place
  readonly blobId: string
  /** False where git does not track the file. */
  readonly tracked: boolean
  readonly dependencies: readonly Dependency[]
  readonly runBefore: readonly Dependency[]
  readonly replaces: readonly Reference[]
  /** Where a list of dependencies stands in the file, for findings about edges that are missing. */
  readonly dependenciesPlace: Place
  readonly operations: readonly Operation[]
  readonly unresolved: readonly Unresolved[]
}
