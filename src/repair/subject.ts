import type { LoadedProject, MigrationEditor } from '../frameworks/framework.ts'
import type { Migration } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import type { FileTree } from '../model/tree.ts'

/** A project that is to be repaired, and what is known of it. */
export interface Subject extends LoadedProject {
  readonly editor: MigrationEditor
  /** Loads the same project out of another tree; undefined where it is not there. */
  readonly reload: (tree: FileTree) => Project | undefined
  /** Whether a migration is this branch's alone: nobody else can have run it. */
  readonly isOwn: (migration: Migration) => boolean
  /** What messages call the branch that this one is merged into: `origin/main`. */
  readonly target: string
}
