import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotCheckError } from '../../model/errors.ts'
import type { IndexLine } from './staging.ts'
import type { Target } from './targets.ts'
import type { Writer } from './writer.ts'

/** What a path was and is to be: enough to undo it, whatever of it was done. */
export interface Entry {
  readonly path: string
  /** Hashes of the bytes before and after; null where there is no file. */
  readonly before: string | null
  readonly after: string | null
  /** The mode of the file before. */
  readonly mode: number
  /** The file in the journal's folder that keeps the bytes before. */
  readonly backup: string | null
  /** The name beside the path under which the bytes after are written first. */
  readonly temporary: string | null
}

/** Everything that a change of the working tree touches, written down before it starts. */
export interface Journal {
  readonly version: 1
  readonly entries: readonly Entry[]
  /** Folders that are made, the outer ones first. */
  readonly folders: readonly string[]
  /** What the index held for the paths. */
  readonly index: readonly IndexLine[]
}

/** Where a journal lies, in a folder of this work tree's part of the repository. */
export function journalFolder(gitDirectory: string): string {
  return join(gitDirectory, 'migration-lint-fix')
}

const file = (folder: string): string => join(folder, 'journal.json')

/** Writes the backups, and last, under its own name only once it is whole, the journal. */
export function writeJournal(
  folder: string,
  journal: Journal,
  targets: readonly Target[],
  writer: Writer,
): void {
  writer.createFolder(folder)
  journal.entries.forEach(({ backup }, at) => {
    if (backup !== null) writer.create(join(folder, backup), targets[at]!.before!)
  })
  const draft = join(folder, 'journal.draft')
  writer.create(draft, Buffer.from(JSON.stringify(journal)))
  writer.rename(draft, file(folder))
}

/** Whether anything of a journal is there, whole or not. */
export function hasJournal(folder: string): boolean {
  try {
    readdirSync(folder)
    return true
  } catch {
    return false
  }
}

/** The journal of a change that was begun; undefined where it had not been written whole, so nothing was touched. */
export function readJournal(folder: string): Journal | undefined {
  let text: string
  try {
    text = readFileSync(file(folder), 'utf8')
  } catch {
    return undefined
  }
  const journal = JSON.parse(text) as Journal
  if ((journal.version as number) !== 1)
    throw new CannotCheckError(
      `${folder} was written by another version of migration-lint.`,
      'Run that version to undo what it began.',
    )
  return journal
}

/** From here on the change counts as made. */
export function closeJournal(folder: string, writer: Writer): void {
  writer.remove(file(folder))
  writer.removeTree(folder)
}
