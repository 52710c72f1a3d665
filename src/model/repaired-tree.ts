import type { FileEdit } from './repair.ts'
import type { FileTree, TreeEntry } from './tree.ts'

interface Written {
  readonly entry: TreeEntry
  readonly bytes: Uint8Array
}

/** The tree that edits would leave. */
export function repairedTree(tree: FileTree, edits: readonly FileEdit[]): FileTree {
  const written = new Map<string, Written | undefined>()
  for (const edit of edits)
    if (edit.kind === 'delete' || edit.kind === 'rename') written.set(edit.path, undefined)
  for (const edit of edits) {
    if (edit.kind === 'delete') continue
    const tracked = edit.kind === 'create' ? edit.tracked : (tree.entry(edit.path)?.tracked ?? true)
    const path = edit.kind === 'rename' ? edit.to : edit.path
    written.set(path, { bytes: edit.after, entry: { kind: 'file', tracked, id: idOf(edit.after) } })
  }
  const paths = new Set([...tree.paths, ...written.keys()])
  for (const [path, file] of written) if (!file) paths.delete(path)
  return {
    name: tree.name,
    paths: [...paths].sort(),
    entry: (path) => (written.has(path) ? written.get(path)?.entry : tree.entry(path)),
    read: (path) => (written.has(path) ? written.get(path)?.bytes : tree.read(path)),
    whyUnread: (path) => (written.has(path) ? undefined : tree.whyUnread?.(path)),
  }
}

/** Equal ids are equal bytes: the bytes themselves serve, where no blob was written. */
function idOf(bytes: Uint8Array): string {
  return `repaired:${new TextDecoder('latin1').decode(bytes)}`
}
