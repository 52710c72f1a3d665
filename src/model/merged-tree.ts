import type { FileTree, TreeEntry } from './tree.ts'

/**
 * The tree that merging `theirs` into `ours` would leave, path by path, as git's three-way merge decides it
 * for files that only one side changed. Where both sides changed a file, ours stands: whether the text
 * merges is git's to tell, and which migrations there are does not depend on it.
 */
export function mergedTree(base: FileTree, ours: FileTree, theirs: FileTree): FileTree {
  const origin = new Map<string, FileTree>()
  for (const path of new Set([...ours.paths, ...theirs.paths])) {
    const before = base.entry(path)
    const other = theirs.entry(path)
    // Without asking for the id where nobody else has the path: an untracked file is hashed when it is.
    const theirsStands = before || other ? ours.entry(path)?.id === before?.id : false
    const side = theirsStands ? theirs : ours
    if (side.entry(path)) origin.set(path, side)
  }
  return treeOf(`${ours.name} merged with ${theirs.name}`, origin)
}

/**
 * One tree out of several merge bases (a criss-cross history has more than one). Each path is taken from the
 * base that agrees with `head`, and else from the first base that has it: what stands on any merge base is
 * committed history, and a file that equals one of them was not edited.
 */
export function combinedBase(bases: readonly FileTree[], head: FileTree): FileTree {
  const [first, ...rest] = bases
  if (!first) throw new Error('combinedBase needs at least one merge base')
  if (rest.length === 0) return first
  const origin = new Map<string, FileTree>()
  for (const path of new Set(bases.flatMap((base) => [...base.paths]))) {
    const id = head.entry(path)?.id
    const having = bases.filter((base) => base.entry(path))
    origin.set(path, having.find((base) => base.entry(path)?.id === id) ?? having[0]!)
  }
  return treeOf(bases.map((base) => base.name).join('+'), origin)
}

function treeOf(name: string, origin: ReadonlyMap<string, FileTree>): FileTree {
  const entry = (path: string): TreeEntry | undefined => origin.get(path)?.entry(path)
  return {
    name,
    paths: [...origin.keys()].sort(),
    entry,
    read: (path) => origin.get(path)?.read(path),
    whyUnread: (path) => origin.get(path)?.whyUnread?.(path),
  }
}
