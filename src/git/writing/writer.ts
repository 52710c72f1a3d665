import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Is told of each change to the disk once it was made: a test ends the process there. */
export type OnWrite = (what: string) => void

/** Changes the disk, absolute path by absolute path, step by step. Each step is on the disk itself when it returns, as far as the system can tell. */
export class Writer {
  readonly #onWrite: OnWrite

  constructor(onWrite: OnWrite = () => undefined) {
    this.#onWrite = onWrite
  }

  /** Makes a new file; fails where anything is there. */
  create(path: string, bytes: Uint8Array, mode = 0o666): void {
    const file = openSync(path, 'wx', mode)
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    this.#onWrite(`create ${path}`)
  }

  rename(from: string, to: string): void {
    renameSync(from, to)
    syncFolder(to)
    this.#onWrite(`rename ${to}`)
  }

  /** Removes a file, if it is there. */
  remove(path: string): void {
    try {
      unlinkSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
      throw error
    }
    syncFolder(path)
    this.#onWrite(`remove ${path}`)
  }

  /** Makes one folder; fails where anything is there. */
  createFolder(path: string): void {
    mkdirSync(path)
    this.#onWrite(`create folder ${path}`)
  }

  /** Removes a folder if it is there and empty. */
  removeFolder(path: string): void {
    try {
      rmdirSync(path)
    } catch {
      return
    }
    this.#onWrite(`remove folder ${path}`)
  }

  /** Removes a folder with what is in it. */
  removeTree(path: string): void {
    rmSync(path, { recursive: true, force: true })
    this.#onWrite(`remove ${path}`)
  }

  /** What git does on the way, to be told of as the rest. */
  done(what: string): void {
    this.#onWrite(what)
  }
}

/** Some systems cannot open a folder; then there is nothing to do for it. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(dirname(path), 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch {
    return
  }
}
