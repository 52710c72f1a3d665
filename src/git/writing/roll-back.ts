import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CannotCheckError } from '../../model/errors.ts'
import { printable, type Git } from '../command.ts'
import type { Disk } from '../disk.ts'
import { blobId, type ObjectFormat } from '../object-id.ts'
import { closeJournal, hasJournal, readJournal, type Journal } from './journal.ts'
import { indexLines, stage } from './staging.ts'
import { requireInside } from './targets.ts'
import { Writer, type OnWrite } from './writer.ts'

/** What the work tree's parts are, for whoever writes to it. */
export interface Workbench {
  readonly git: Git
  readonly disk: Disk
  readonly format: ObjectFormat
  /** The folder of the journal. */
  readonly folder: string
  readonly onWrite?: OnWrite | undefined
}

/**
 * Undoes what an interrupted change has left, if there is one: may be interrupted itself and run again.
 *
 * @returns whether there was anything to undo
 * @throws CannotCheckError where a file was changed since by somebody else: nothing is undone then
 */
export function rollBack({ git, disk, format, folder, onWrite }: Workbench): boolean {
  if (!hasJournal(folder)) return false
  const journal = readJournal(folder)
  const writer = new Writer(onWrite)
  if (!journal) {
    writer.removeTree(folder)
    return false
  }
  requireUntouched(journal, disk, folder)
  for (const { path, before, mode, backup, temporary } of journal.entries) {
    const full = disk.full(path) as string
    const undo = join(dirname(full), `.${before ?? 'none'}.migration-lint.undo`)
    writer.remove(undo)
    if (temporary !== null) writer.remove(join(dirname(full), temporary))
    if (backup === null) writer.remove(full)
    else if (hashOf(path, disk) !== before || ((disk.mode(path) ?? 0) & 0o777) !== mode) {
      writer.create(undo, readFileSync(join(folder, backup)), mode)
      writer.rename(undo, full)
    }
  }
  for (const path of journal.folders.toReversed()) writer.removeFolder(disk.full(path) as string)
  const paths = journal.entries.map(({ path }) => path)
  if (JSON.stringify(indexLines(git, paths)) !== JSON.stringify(journal.index)) {
    stage(git, paths, journal.index, format)
    writer.done('restore the index')
  }
  closeJournal(folder, writer)
  return true
}

/** The hash of the bytes that lie at a path; null where there is no file. */
export function hashOf(path: string, disk: Disk): string | null {
  const file = disk.read(path)
  return file?.kind === 'file' ? hash(file.bytes) : null
}

export const hash = (bytes: Uint8Array): string => blobId(bytes, 'sha256')

function requireUntouched({ entries }: Journal, disk: Disk, folder: string): void {
  for (const { path, before, after } of entries) {
    requireInside(path)
    const now = hashOf(path, disk)
    if (now === before || now === after) continue
    throw new CannotCheckError(
      `An interrupted \`migration-lint fix\` has to be undone, and ${printable(path)} was changed since.`,
      `${folder} holds the files as they were. Put back what you need of them, then delete that folder.`,
    )
  }
}
