import type { Edit } from '../model/change-set.ts'
import type { Database } from '../model/database.ts'
import type { Migration } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import type { FileEdit, ReferenceChange } from '../model/repair.ts'
import type { FileTree } from '../model/tree.ts'

/** Where a project lives in a tree, before anything of it is loaded. */
export interface ProjectRoot {
  readonly framework: string
  readonly directory: string
}

/** What the user says of a framework in the config, checked by the config's schema. */
export type FrameworkSettings = Readonly<Record<string, unknown>>

/** A project with the tree and the settings that it was loaded with. */
export interface LoadedProject {
  readonly tree: FileTree
  readonly project: Project
  readonly settings: FrameworkSettings
}

/** What a repair asks of a framework: how its own files are written. Pure, as the rest. */
export interface MigrationEditor {
  /**
   * The bytes of a migration with other names of migrations in it, everything else byte for byte. Undefined where a
   * name is not written out in the file.
   */
  withReferences(
    loaded: LoadedProject,
    migration: Migration,
    changes: readonly ReferenceChange[],
  ): Uint8Array | undefined
  /** The bytes of a squash without what it replaces. Undefined where that is not written out in the file. */
  withoutReplaces(loaded: LoadedProject, squash: Migration): Uint8Array | undefined
  /** The number that counts for what comes after a migration of this name; undefined where it has none. */
  numberOf(loaded: LoadedProject, name: string): number | undefined
  /**
   * A new migration that joins leaf nodes of an app.
   *
   * @param now the local time, for names that hold it
   */
  mergeMigration(
    loaded: LoadedProject,
    app: string,
    leaves: readonly Migration[],
    now: Date,
  ): { readonly name: string; readonly path: string; readonly bytes: Uint8Array }
  /**
   * A new migration that holds what an edit of another one added at the end, to come after `after`. Undefined where the
   * edit did anything else.
   */
  appendedMigration(before: Migration, edited: Migration, after: string): Uint8Array | undefined
  /** The name of the file beside an app's migrations that names the last of them, where a project keeps such files. */
  readonly leafFileName: string
  /** Edits of what else is kept beside an app's migrations, once the app's leaf node has this name. */
  leafFiles(loaded: LoadedProject, app: string, leaf: string): readonly FileEdit[]
}

/** Turns a tree into projects. Pure and synchronous: a tree's blobs are there to be read. */
export interface Framework {
  readonly name: string
  /** Whether loading a project is likely to read this path: such blobs are fetched together, ahead. */
  reads(path: string): boolean
  /**
   * Loads what takes time and few repositories need, before any of the trees is asked for its projects.
   *
   * @returns where something is missing for that, what it is and how to get it, as sentences: then it finds no projects
   */
  ready?(trees: readonly FileTree[]): Promise<string | undefined>
  /** The projects of a tree, cheaply: from file names and a few small files. */
  discover(tree: FileTree, settings: FrameworkSettings): readonly ProjectRoot[]
  /** @param databases those that the config names; none leaves it to what the project is set up for */
  load(
    tree: FileTree,
    root: ProjectRoot,
    settings: FrameworkSettings,
    databases?: readonly Database[],
  ): Project
  /**
   * Loads what takes time and few trees need before their plans can be read: has to be awaited before a plan is asked for.
   *
   * @param isNew whether a file is one of those that are judged
   */
  prepare?(tree: FileTree, settings: FrameworkSettings, isNew: (path: string) => boolean): Promise<void>
  /**
   * How `after` differs from `before`, the same migration in two trees.
   * Undefined where the bytes are the same.
   */
  compare(
    before: { project: Project; migration: Migration },
    after: { project: Project; migration: Migration },
  ): Edit | undefined
  /** Undefined where nothing of this framework is repaired. */
  readonly editor?: MigrationEditor
}
