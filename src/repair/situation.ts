import type { Framework, FrameworkSettings, MigrationEditor } from '../frameworks/framework.ts'
import type { Finding } from '../model/finding.ts'
import type { Migration } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import type { FileTree } from '../model/tree.ts'
import type { Subject } from './subject.ts'

/** What may be repaired: committed migrations that changed, conflicting leaf nodes, models without a migration. */
export const parts = ['history', 'leaves', 'models'] as const
export type Part = (typeof parts)[number]

/** What is known where repairs are worked out: what was found, what was asked for, and which commits are whose. */
export interface Situation {
  readonly findings: readonly Finding[]
  /** How conflicting leaf nodes are to be settled; undefined leaves it to whether it is known whose they are. */
  readonly leaves: 'rebase' | 'merge' | undefined
  /** Repairs this alone. */
  readonly only: Part | undefined
  /** The local time. */
  readonly now: Date
  readonly editor: MigrationEditor
  readonly settings: FrameworkSettings
  /** The projects of a tree. */
  readonly load: (tree: FileTree) => readonly Project[]
  /** The merge base; undefined where there is none. */
  readonly base: { readonly tree: FileTree; readonly name: string } | undefined
  /** What is committed on the branch itself; undefined where nothing is yet. */
  readonly committed: FileTree | undefined
  /** What messages call the branch that this one is merged into: `origin/main`. */
  readonly target: string
  /** Trees of the target: the branch's own migrations are those that none of these has. */
  readonly settled: readonly FileTree[]
  /** Where the branch was before the rebase that is in progress, or that has just come to its end; else undefined. */
  readonly original: FileTree | undefined
  /** Both sides of the files in conflict that each side added. */
  readonly bothAdded: { readonly ours: FileTree; readonly theirs: FileTree }
  /** How two versions of a migration differ. */
  readonly compare: Framework['compare']
  /** The side that a merge brought in: where both sides are the branch's own, this one is left alone. */
  readonly incoming: readonly FileTree[]
}

/** The project in a folder of a tree, ready to be repaired; undefined where it is not there. */
export function subjectIn(situation: Situation, tree: FileTree, root: string): Subject | undefined {
  const { load, editor, settings, target, settled, incoming } = situation
  const reload = (other: FileTree) => load(other).find((project) => project.root === root)
  const project = reload(tree)
  if (!project) return undefined
  const knownIn = (trees: readonly FileTree[]): ((migration: Migration) => boolean) => {
    const projects = trees.flatMap((each) => reload(each) ?? [])
    return ({ id, path }) =>
      trees.some((each) => each.entry(path)) || projects.some(({ migrations }) => migrations.has(id))
  }
  const [onTarget, isIncoming] = [knownIn(settled), knownIn(incoming)]
  const bothOwn = new Set(
    [...project.apps.keys()].filter((app) =>
      project.graph.leafNodes(app).every((leaf) => !onTarget(project.migrations.get(leaf)!)),
    ),
  )
  const isOwn = (migration: Migration): boolean =>
    !onTarget(migration) && !(bothOwn.has(migration.app) && isIncoming(migration))
  return { tree, project, settings, editor, reload, isOwn, target }
}
