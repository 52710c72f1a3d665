import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { encodePath } from './path-bytes.ts'

/**
 * Nothing longer is read. People write migrations and models of kilobytes; a file beyond this is data, and a
 * few of them would take more memory than everything else that is read.
 */
export const largestFile = 8 * 1024 * 1024

export type DiskFile =
  | { readonly kind: 'file'; readonly bytes: Buffer }
  | { readonly kind: 'symlink'; readonly target: Buffer }
  | { readonly kind: 'unread'; readonly reason: string; readonly size: number }

/**
 * Reads files of a work tree, and nothing else: a symbolic link is never followed, neither at the end of a
 * path nor on the way, so nothing outside the root is ever opened.
 */
export class Disk {
  readonly #root: string
  readonly #plain = new Map<string, boolean>([['', true]])

  constructor(root: string) {
    this.#root = root
  }

  /** Undefined where there is nothing, or nothing that git would track. */
  read(path: string): DiskFile | undefined {
    if (!this.#isPlainDirectory(parentOf(path))) return undefined
    const full = this.full(path)
    try {
      const stat = lstatSync(full)
      if (stat.isSymbolicLink())
        return { kind: 'symlink', target: readlinkSync(full, { encoding: 'buffer' }) }
      if (!stat.isFile()) return undefined
      if (stat.size > largestFile) return { kind: 'unread', reason: tooLarge, size: stat.size }
      return { kind: 'file', bytes: readRegular(full) }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
      return { kind: 'unread', reason: `it cannot be read (${code})`, size: 0 }
    }
  }

  /** What stands at a path, by its own mode. */
  kind(path: string): 'file' | 'symlink' | undefined {
    const stat = lstatSync(this.full(path), { throwIfNoEntry: false })
    return stat?.isFile() ? 'file' : stat?.isSymbolicLink() ? 'symlink' : undefined
  }

  /** The mode of a file, as `stat` has it; undefined where there is nothing. */
  mode(path: string): number | undefined {
    return lstatSync(this.full(path), { throwIfNoEntry: false })?.mode
  }

  /** Whether a folder is one by itself, and all above it too: nowhere on the way is a symbolic link. */
  isPlainDirectory(path: string): boolean {
    return this.#isPlainDirectory(path)
  }

  #isPlainDirectory(path: string): boolean {
    let plain = this.#plain.get(path)
    if (plain === undefined) {
      plain =
        this.#isPlainDirectory(parentOf(path)) &&
        (lstatSync(this.full(path), { throwIfNoEntry: false })?.isDirectory() ?? false)
      this.#plain.set(path, plain)
    }
    return plain
  }

  /** The absolute path. */
  full(path: string): string | Buffer {
    const bytes = encodePath(path)
    return typeof bytes === 'string'
      ? join(this.#root, bytes)
      : Buffer.concat([Buffer.from(`${this.#root}/`), bytes])
  }
}

export const tooLarge = `it is larger than ${largestFile / 1024 / 1024} MB`

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}

/** Opened without following a link and without waiting for a pipe, whatever took the file's place meanwhile. */
function readRegular(full: string | Buffer): Buffer {
  const file = openSync(full, constants.O_RDONLY | (constants.O_NOFOLLOW || 0) | (constants.O_NONBLOCK || 0))
  try {
    const stat = fstatSync(file)
    const bytes = Buffer.allocUnsafe(stat.isFile() ? Math.min(stat.size, largestFile) : 0)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null)
    }
    return bytes.subarray(0, length)
  } finally {
    closeSync(file)
  }
}
