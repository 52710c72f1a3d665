import { CannotCheckError } from '../../model/errors.ts'
import type { FileEdit } from '../../model/repair.ts'
import { printable } from '../command.ts'
import type { Disk } from '../disk.ts'
import { foldLineEnds } from '../object-id.ts'

/** What becomes of one path: bytes as they are on disk, before and after; undefined where there is no file. */
export interface Target {
  readonly path: string
  readonly before: Buffer | undefined
  readonly after: Buffer | undefined
  /** The modes of the files before and after. */
  readonly oldMode: number
  readonly mode: number
}

/**
 * The paths that edits concern, each once: a file may be renamed to where another one was.
 *
 * @throws CannotCheckError where a path is not inside the repository, or does not hold what was read any more
 */
export function targetsOf(edits: readonly FileEdit[], disk: Disk): readonly Target[] {
  const before = new Map<string, { bytes: Buffer; mode: number; lineEnds: '\n' | '\r\n' }>()
  for (const edit of edits) {
    requireInside(edit.path)
    if (edit.kind !== 'create') before.set(edit.path, asOnDisk(edit.path, edit.before, disk))
  }
  const after = new Map<string, { bytes: Buffer; mode: number }>()
  for (const edit of edits) {
    if (edit.kind === 'delete') continue
    const path = edit.kind === 'rename' ? edit.to : edit.path
    requireInside(path)
    if (!before.has(path) && isThere(path, disk)) throw changed(path, 'a file has appeared there')
    const old = before.get(edit.path)
    after.set(path, { bytes: withLineEnds(edit.after, old?.lineEnds ?? '\n'), mode: old?.mode ?? 0o666 })
  }
  return [...new Set([...before.keys(), ...after.keys()])].map((path) => {
    const [was, is] = [before.get(path), after.get(path)]
    const modes = { oldMode: was?.mode ?? 0o666, mode: is?.mode ?? 0o666 }
    return { path, before: was?.bytes, after: is?.bytes, ...modes }
  })
}

/**
 * Paths come out of git's listings or next to them, and are checked all the same: nothing else may be written. Those
 * that are not UTF-8 could not be given to git.
 */
export function requireInside(path: string): void {
  const segments = path.split('/')
  const isOut = segments.some((segment) => ['', '.', '..'].includes(segment) || /[\0\\:]/.test(segment))
  if (/\p{Cs}/u.test(path))
    throw new CannotCheckError(`The name of ${printable(path)} is not UTF-8, so nothing was written.`)
  if (isOut || segments.some((segment) => segment.toLowerCase() === '.git'))
    throw new CannotCheckError(`${printable(path)} is not a file of the repository, so nothing was written.`)
}

function isThere(path: string, disk: Disk): boolean {
  return disk.isPlainDirectory(folderOf(path)) ? disk.mode(path) !== undefined : leadsAway(path, disk)
}

/** A folder that does not exist yet can be made; one behind a symbolic link is not ours. */
function leadsAway(path: string, disk: Disk): boolean {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (disk.isPlainDirectory(folder)) return false
    if (disk.mode(folder) !== undefined) throw changed(path, 'it lies behind a symbolic link')
  }
  return false
}

export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

function asOnDisk(path: string, read: Uint8Array, disk: Disk) {
  const file = disk.read(path)
  if (file?.kind !== 'file') throw changed(path, 'there is no file any more')
  const isSame = file.bytes.equals(read)
  // A tree has a file as git records it; on disk its line ends may be converted.
  if (!isSame && !foldLineEnds(file.bytes).equals(read)) throw changed(path, 'its contents are others')
  const lineEnds = isSame ? ('\n' as const) : ('\r\n' as const)
  return { bytes: file.bytes, mode: (disk.mode(path) ?? 0o666) & 0o777, lineEnds }
}

function withLineEnds(bytes: Uint8Array, lineEnds: '\n' | '\r\n'): Buffer {
  if (lineEnds === '\n') return Buffer.from(bytes)
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
}

function changed(path: string, how: string): CannotCheckError {
  return new CannotCheckError(
    `${printable(path)} is not as it was read: ${how}. Nothing was written.`,
    'Run it again.',
  )
}
