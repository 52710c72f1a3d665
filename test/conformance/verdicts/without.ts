import type { FileTree } from '../../../src/model/tree.ts'

/** The same tree as if one file were deleted. */
export function without(tree: FileTree, path: string): FileTree {
  return {
    name: tree.name,
    paths: tree.paths.filter((each) => each !== path),
    entry: (each) => (each === path ? undefined : tree.entry(each)),
    read: (each) => (each === path ? undefined : tree.read(each)),
  }
}
