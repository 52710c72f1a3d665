import type { FileTree, TreeEntry } from '../model/tree.ts'
import type { BlobStore } from './blob-store.ts'
import type { Disk } from './disk.ts'

/** A tree whose entries are known and whose blobs are in a store. */
export class EntryTree implements FileTree {
  readonly name: string
  readonly paths: readonly string[]
  readonly #entries: ReadonlyMap<string, TreeEntry>
  readonly #blobs: BlobStore

  constructor(name: string, entries: ReadonlyMap<string, TreeEntry>, blobs: BlobStore) {
    this.name = name
    this.#entries = entries
    this.paths = [...entries.keys()].sort()
    this.#blobs = blobs
  }

  entry(path: string): TreeEntry | undefined {
    return this.#entries.get(path)
  }

  read(path: string): Uint8Array | undefined {
    const entry = this.#entries.get(path)
    return entry?.kind === 'file' ? this.#blobs.read(entry.id) : undefined
  }

  whyUnread(path: string): string | undefined {
    const entry = this.#entries.get(path)
    return entry?.kind === 'file' ? this.#blobs.whyUnread(entry.id) : undefined
  }
}

/**
 * A file of the working tree that the index does not hold as it is. It is read when its id is first asked for,
 * once: thousands of untracked files that nobody looks at cost nothing.
 */
export class WorkingEntry implements TreeEntry {
  readonly kind: 'file' | 'symlink'
  readonly tracked: boolean
  readonly #load: () => string
  #id: string | undefined

  constructor(
    path: string,
    options: { kind: 'file' | 'symlink'; tracked: boolean },
    disk: Disk,
    blobs: BlobStore,
  ) {
    this.kind = options.kind
    this.tracked = options.tracked
    this.#load = () => {
      const file = disk.read(path)
      if (file?.kind === 'file') return blobs.holdFile(path, file.bytes)
      if (file?.kind === 'symlink') return blobs.hold(file.target)
      return blobs.refuse(path, file?.reason ?? 'it went away while the check ran')
    }
  }

  get id(): string {
    return (this.#id ??= this.#load())
  }
}
