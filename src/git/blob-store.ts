import { CannotCheckError } from '../model/errors.ts'
import { largestFile, tooLarge, type Disk } from './disk.ts'
import type { Git } from './command.ts'
import { blobId, foldLineEnds, type ObjectFormat } from './object-id.ts'

/**
 * The bytes of blobs, by id, for all trees of a repository. A blob that a clean file of the work tree holds is
 * read from there; whatever the id says is checked against the bytes, so a checkout that converts line ends
 * (or anything else) never shows. The rest comes out of git, many at a time.
 */
export class BlobStore {
  readonly #git: Git
  readonly #disk: Disk
  readonly #format: ObjectFormat
  readonly #held = new Map<string, Buffer>()
  readonly #unread = new Map<string, string>()
  readonly #checkedOut = new Map<string, string>()

  constructor(git: Git, disk: Disk, format: ObjectFormat) {
    this.#git = git
    this.#disk = disk
    this.#format = format
  }

  /** The bytes of a blob; undefined where `whyUnread` has a reason. */
  read(id: string): Uint8Array | undefined {
    if (this.#unread.has(id)) return undefined
    const bytes = this.#held.get(id) ?? this.#fromDisk(id) ?? this.#fromGit(id)
    if (bytes) this.#held.set(id, bytes)
    return bytes
  }

  /** Why a blob's bytes cannot be had, as a clause. */
  whyUnread(id: string): string | undefined {
    return this.#unread.get(id)
  }

  /** Remembers where a clean file of the work tree holds a blob. */
  checkedOut(id: string, path: string): void {
    this.#checkedOut.set(id, path)
  }

  /** Takes bytes that git records as they are; gives their id. */
  hold(bytes: Buffer): string {
    const id = blobId(bytes, this.#format)
    this.#held.set(id, bytes)
    return id
  }

  /** Takes the bytes of a file of the work tree that differs from the index; gives the id that `git add` would. */
  holdFile(path: string, bytes: Buffer): string {
    // Whether line ends are folded on the way in hangs on attributes and config, so git is asked.
    const folded = foldLineEnds(bytes)
    if (folded === bytes) return this.hold(bytes)
    const output = this.#git.runSync(['hash-object', '--stdin', `--path=${path}`], { input: bytes })
    const id = output.toString('latin1').trim()
    this.#held.set(id, blobId(folded, this.#format) === id ? folded : bytes)
    return id
  }

  /** Remembers a file that cannot be read, under an id that no blob has. */
  refuse(path: string, reason: string): string {
    const id = `unread:${path}`
    this.#unread.set(id, reason)
    return id
  }

  /** Ids out of `ids` that neither memory nor the work tree has. Those that the work tree has are held from now on. */
  absent(ids: Iterable<string>): string[] {
    const absent: string[] = []
    for (const id of new Set(ids)) {
      if (this.#held.has(id) || this.#unread.has(id)) continue
      const bytes = this.#fromDisk(id)
      if (bytes) this.#held.set(id, bytes)
      else absent.push(id)
    }
    return absent
  }

  /**
   * Loads blobs out of git: one process for their sizes, so that none is too large to hold, one for their bytes.
   * @throws CannotCheckError where git does not have one of them
   */
  async load(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const input = (list: readonly string[]) => list.map((id) => `${id}\n`).join('')
    const sizes = await this.#git.run(['cat-file', '--batch-check', '--buffer'], { input: input(ids) })
    const small: string[] = []
    for (const line of sizes.stdout.toString('latin1').split('\n').slice(0, -1)) {
      const [id, type, size] = line.split(' ')
      if (type !== 'blob') throw missing(id!)
      if (Number(size) > largestFile) this.#unread.set(id!, tooLarge)
      else small.push(id!)
    }
    if (small.length === 0) return
    const { stdout } = await this.#git.run(['cat-file', '--batch', '--buffer'], { input: input(small) })
    for (let at = 0; at < stdout.length;) {
      const lineEnd = stdout.indexOf('\n', at)
      const [id, type, size] = stdout.toString('latin1', at, lineEnd).split(' ')
      if (type !== 'blob') throw missing(id!)
      at = lineEnd + 1 + Number(size)
      this.#held.set(id!, stdout.subarray(lineEnd + 1, at))
      at++
    }
  }

  #fromDisk(id: string): Buffer | undefined {
    const path = this.#checkedOut.get(id)
    const file = path === undefined ? undefined : this.#disk.read(path)
    if (file?.kind !== 'file') return undefined
    if (blobId(file.bytes, this.#format) === id) return file.bytes
    const folded = foldLineEnds(file.bytes)
    return blobId(folded, this.#format) === id ? folded : undefined
  }

  #fromGit(id: string): Buffer | undefined {
    const size = Number(this.#git.runSync(['cat-file', '-s', id]).toString('latin1'))
    if (size <= largestFile) return this.#git.runSync(['cat-file', 'blob', id])
    this.#unread.set(id, tooLarge)
    return undefined
  }
}

function missing(id: string): CannotCheckError {
  return new CannotCheckError(`The repository lacks the object ${id}.`, 'See what git fsck says of it.')
}
