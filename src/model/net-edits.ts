import type { FileEdit } from './repair.ts'
import type { FileTree } from './tree.ts'

/**
 * What steps of edits come to, each of which was worked out on what the one before leaves: one edit a file.
 *
 * @param before the tree that the first step starts from
 * @param after the tree that the last one leaves
 */
export function netEdits(
  before: FileTree,
  after: FileTree,
  steps: readonly (readonly FileEdit[])[],
): readonly FileEdit[] {
  /** Where what lies at a path now came from; undefined for what is new. */
  let origins = new Map<string, string | undefined>()
  const touched = new Set<string>()
  for (const edits of steps) {
    const next = new Map(origins)
    const originOf = (path: string) => (origins.has(path) ? origins.get(path) : path)
    for (const edit of edits) {
      touched.add(edit.path)
      if (edit.kind === 'delete' || edit.kind === 'rename') next.delete(edit.path)
    }
    for (const edit of edits) {
      if (edit.kind === 'create') next.set(edit.path, undefined)
      if (edit.kind === 'change') next.set(edit.path, originOf(edit.path))
      if (edit.kind === 'rename') next.set(edit.to, originOf(edit.path))
    }
    origins = next
  }
  const net: FileEdit[] = []
  const used = new Set(origins.values())
  for (const [path, origin] of origins) {
    const bytes = after.read(path)!
    const old = origin === undefined ? undefined : before.read(origin)
    const there = before.read(path)
    if (origin !== undefined && old && origin !== path)
      net.push({ kind: 'rename', path: origin, to: path, before: old, after: bytes })
    else if (origin === undefined && !there)
      net.push({ kind: 'create', path, after: bytes, tracked: after.entry(path)!.tracked })
    else if (there && !isSame(there, bytes)) net.push({ kind: 'change', path, before: there, after: bytes })
  }
  for (const path of touched) {
    const gone = before.read(path)
    if (gone && !after.entry(path) && !used.has(path)) net.push({ kind: 'delete', path, before: gone })
  }
  return net
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
