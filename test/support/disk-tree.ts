import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileTree, TreeEntry } from '../../src/model/tree.ts'

const skipped = new Set(['.git', 'node_modules', '__pycache__', '.venv'])

/**
 * The files of a folder as they are on disk, without git. `mounts` maps a folder of the tree to one on disk
 * (`{ '': '/x/tests', django: '/x/django' }`); `keep` chooses among the tree's paths.
 */
export function diskTree(
  name: string,
  mounts: Readonly<Record<string, string>>,
  keep: (path: string) => boolean = () => true,
): FileTree {
  const files = new Map<string, string>()
  for (const [at, folder] of Object.entries(mounts)) walk(folder, at, files)
  for (const path of [...files.keys()]) if (!keep(path)) files.delete(path)
  const entries = new Map<string, TreeEntry>()
  const read = (path: string): Uint8Array | undefined => {
    const file = files.get(path)
    return file !== undefined && lstatSync(file).isFile() ? readFileSync(file) : undefined
  }
  return {
    name,
    paths: [...files.keys()].sort(),
    read,
    entry(path) {
      const file = files.get(path)
      if (file === undefined) return undefined
      const known = entries.get(path)
      if (known) return known
      const bytes = read(path)
      const entry: TreeEntry = {
        id: blobId(bytes ?? new TextEncoder().encode(path)),
        kind: bytes ? 'file' : 'symlink',
        tracked: true,
      }
      entries.set(path, entry)
      return entry
    },
  }
}

/** The same tree with some files put in, given as text. */
export function overlaid(tree: FileTree, files: FileTree): FileTree {
  const having = (path: string): FileTree => (files.entry(path) ? files : tree)
  return {
    name: tree.name,
    paths: [...new Set([...tree.paths, ...files.paths])].sort(),
    read: (path) => having(path).read(path),
    entry: (path) => having(path).entry(path),
  }
}

/** git's name for these bytes. */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function walk(folder: string, at: string, files: Map<string, string>): void {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    if (skipped.has(item.name)) continue
    const path = at === '' ? item.name : `${at}/${item.name}`
    if (item.isDirectory()) walk(join(folder, item.name), path, files)
    else files.set(path, join(folder, item.name))
  }
}
