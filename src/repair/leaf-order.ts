import { migrationId } from '../model/migration.ts'
import type { Project } from '../model/project.ts'

/** One side of a merge: its projects, and what a leaf file says there. */
export interface LeafSide {
  readonly projects: readonly Project[]
  readonly leaf: string
}

/** How the leaf nodes that two sides of a merge have in one folder stand to each other. */
export interface LeafOrder {
  /** Whether each is its side's one leaf node for certain. */
  readonly areLeaves: boolean
  /** The one that comes after the other: on its own side the other one is there, and before it. */
  readonly later: string | undefined
}

export function leafOrder(folder: string, ours: LeafSide, theirs: LeafSide): LeafOrder {
  const areLeaves = isLeaf(folder, ours) && isLeaf(folder, theirs)
  if (areLeaves && comesAfter(folder, ours, theirs.leaf)) return { areLeaves, later: ours.leaf }
  if (areLeaves && comesAfter(folder, theirs, ours.leaf)) return { areLeaves, later: theirs.leaf }
  return { areLeaves, later: undefined }
}

function appIn(folder: string, { projects, leaf }: LeafSide) {
  const found = projects.flatMap((project) =>
    [...project.apps].flatMap(([app, { directory }]) => (directory === folder ? [{ project, app }] : [])),
  )
  const [only, ...more] = found
  return only && more.length === 0 ? { ...only, id: migrationId(only.app, leaf) } : undefined
}

/** Whether it is the app's only leaf node, so that all that is there comes before it. */
function isLeaf(folder: string, side: LeafSide): boolean {
  const found = appIn(folder, side)
  if (!found?.project.graph.isCertain(found.app)) return false
  const leaves = found.project.graph.leafNodes(found.app)
  return leaves.length === 1 && leaves[0] === found.id
}

function comesAfter(folder: string, side: LeafSide, other: string): boolean {
  const found = appIn(folder, side)
  return (
    found !== undefined &&
    (found.id === migrationId(found.app, other) ||
      found.project.graph.ancestors(found.id).has(migrationId(found.app, other)))
  )
}
