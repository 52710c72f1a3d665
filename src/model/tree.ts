/** What a tree knows of one path without reading it. */
export interface TreeEntry {
  /** git's blob id: equal ids are equal bytes, in any tree. */
  readonly id: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  /** False for a file of the working tree that git does not track. */
  readonly tracked: boolean
}

/**
 * An immutable view of a repository's files: at a commit, in the index, in the working tree, or as a merge
 * would leave it. Paths are relative to the repository's root and separated by `/`. A byte of a path that is
 * not UTF-8 is kept as the lone surrogate U+DC00 + byte (Python's `surrogateescape`).
 */
export interface FileTree {
  /** What a message calls this tree: `a1b2c3d`, `the index`, `the working tree`. */
  readonly name: string
  /** Every path, sorted by code unit. */
  readonly paths: readonly string[]
  entry(path: string): TreeEntry | undefined
  /** The bytes of a regular file; undefined where there is none. Symbolic links are never followed. */
  read(path: string): Uint8Array | undefined
  /**
   * Why `read` gave nothing for a regular file that is there, as a clause: `it is larger than 8 MB`. Undefined
   * where it was read, or not yet asked for.
   */
  whyUnread?(path: string): string | undefined
}

/** True where both trees hold the same bytes at `path`, or neither holds anything. */
export function samePath(a: FileTree, b: FileTree, path: string): boolean {
  return a.entry(path)?.id === b.entry(path)?.id
}
