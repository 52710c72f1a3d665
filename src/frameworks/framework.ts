import type { Edit } from '../model/change-set.ts'
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
  load(tree: FileTree, root: ProjectRoot, settings: FrameworkSettings): Project
  /**
   * How `after` differs from `before`, the same migration in two trees.
   * Undefined where the bytes are the same.
   */
  compare(
    before: { project: Project; migration: Migration },
    after: { project: Project; migration: Migration },
  ): Edit | undefined
}
