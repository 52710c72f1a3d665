import type { Edit } from '../model/change-set.ts'
import type { Database } from '../model/database.ts'
import type { Migration } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import type { FileTree } from '../model/tree.ts'

/** Where a project lives in a tree, before anything of it is loaded. */
export interface ProjectRoot {
  readonly framework: string
  readonly directory: string
}

/** What the user says of a framework in the config, checked by the config's schema. */
export type FrameworkSettings = Readonly<Record<string, unknown>>

/** Turns a tree into projects. Pure and synchronous: a tree's blobs are there to be read. */
export interface Framework {
  readonly name: string
  /** Whether loading a project is likely to read this path: such blobs are fetched together, ahead. */
  reads(path: string): boolean
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
}
