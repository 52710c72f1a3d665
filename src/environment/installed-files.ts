import { readFileSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join, sep } from 'node:path'

/** Larger files are data in the form of code, which nothing is imported from. */
const largestFile = 2 * 1024 * 1024

/** The files under one folder on disk, read when asked for. Symbolic links that lead out of it are not there. */
export class InstalledFiles {
  readonly #folder: string
  readonly #real: string
  readonly #listings = new Map<string, ReadonlyMap<string, 'file' | 'folder'>>()

  constructor(folder: string) {
    this.#folder = folder
    this.#real = realpathSync(folder)
  }

  /** What lies at a relative path of `/`-separated parts; letter case counts, as in an import. */
  kind(path: string): 'file' | 'folder' | undefined {
    const slash = path.lastIndexOf('/')
    const parent = path.slice(0, Math.max(slash, 0))
    if (parent !== '' && this.kind(parent) !== 'folder') return undefined
    return this.#listing(parent).get(path.slice(slash + 1))
  }

  /** The bytes of a file; undefined where there is none, or a very large one. */
  read(path: string): Uint8Array | undefined {
    if (this.kind(path) !== 'file') return undefined
    const file = join(this.#folder, path)
    try {
      return statSync(file).size > largestFile ? undefined : readFileSync(file)
    } catch {
      return undefined
    }
  }

  #listing(folder: string): ReadonlyMap<string, 'file' | 'folder'> {
    let listing = this.#listings.get(folder)
    if (!listing) {
      const entries = new Map<string, 'file' | 'folder'>()
      for (const entry of entriesOf(join(this.#folder, folder))) {
        const kind = entry.isSymbolicLink()
          ? this.#linked(join(this.#folder, folder, entry.name))
          : kindOf(entry)
        if (kind) entries.set(entry.name, kind)
      }
      this.#listings.set(folder, (listing = entries))
    }
    return listing
  }

  #linked(path: string): 'file' | 'folder' | undefined {
    try {
      if (!realpathSync(path).startsWith(this.#real + sep)) return undefined
      return kindOf(statSync(path))
    } catch {
      return undefined
    }
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): 'file' | 'folder' | undefined {
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'folder' : undefined
}
