import { createHash } from 'node:crypto'
import type { FileTree } from '../../src/model/tree.ts'

/** A tree of files given as text, all of them tracked. */
export function textTree(files: ReadonlyMap<string, string>, name = 'a tree in memory'): FileTree {
  const encoder = new TextEncoder()
  const contents = new Map([...files].map(([path, text]) => [path, encoder.encode(text)]))
  return {
    name,
    paths: [...contents.keys()].sort(),
    read: (path) => contents.get(path),
    entry(path) {
      const bytes = contents.get(path)
      if (!bytes) return undefined
      const id = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
      return { id, kind: 'file', tracked: true }
    },
  }
}
