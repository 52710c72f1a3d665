import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { CannotCheckError } from '../../model/errors.ts'
import type { FileEdit } from '../../model/repair.ts'
import type { Disk } from '../disk.ts'
import { closeJournal, hasJournal, writeJournal, type Entry, type Journal } from './journal.ts'
import { hash, rollBack, type Workbench } from './roll-back.ts'
import { followed, indexLines, stage } from './staging.ts'
import { folderOf, targetsOf, type Target } from './targets.ts'
import { Writer } from './writer.ts'

/**
 * Makes edits in the working tree and lets the index follow: all of them or, after any failure, none. Whatever is
 * interrupted is written down beforehand, for `rollBack` to undo. Everything happens in one go, so that a signal is
 * handled before or after it.
 *
 * @throws CannotCheckError where a file is not what was read any more, or where something cannot be written
 */
export function apply(edits: readonly FileEdit[], bench: Workbench): void {
  const { git, disk, format, folder, onWrite } = bench
  if (hasJournal(folder))
    throw new CannotCheckError(
      'Another `migration-lint fix` is at work here, or was interrupted.',
      'Run it again.',
    )
  const targets = targetsOf(edits, disk)
  const paths = targets.map(({ path }) => path)
  const index = indexLines(git, paths)
  const lines = followed(edits, index, git, format)
  const journal: Journal = {
    version: 1,
    entries: targets.map(entryOf),
    folders: missingFolders(targets, disk),
    index,
  }
  const writer = new Writer(onWrite)
  try {
    writeJournal(folder, journal, targets, writer)
    for (const path of journal.folders) writer.createFolder(disk.full(path) as string)
    const files = targets.map((target, at) => ({
      ...target,
      ...places(target.path, journal.entries[at]!, disk),
    }))
    for (const { after, temporary, mode } of files)
      if (after && temporary) writer.create(temporary, after, mode)
    for (const { temporary, full } of files) if (temporary) writer.rename(temporary, full)
    for (const { after, full } of files) if (!after) writer.remove(full)
    stage(git, paths, lines, format)
    writer.done('change the index')
    closeJournal(folder, writer)
  } catch (error) {
    rollBack(bench)
    throw new CannotCheckError(
      `Nothing was changed, for something could not be written: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function entryOf({ path, before, after, oldMode }: Target, at: number): Entry {
  return {
    path,
    before: before ? hash(before) : null,
    after: after ? hash(after) : null,
    mode: oldMode,
    backup: before ? `${at}.before` : null,
    // Hidden, and no Python file: whoever looks into the folder meanwhile passes it over.
    temporary: after ? `.${randomUUID()}.migration-lint.tmp` : null,
  }
}

function places(path: string, { temporary }: Entry, disk: Disk) {
  const full = disk.full(path) as string
  return { full, temporary: temporary === null ? undefined : join(dirname(full), temporary) }
}

/** The folders that new files need, the outer ones first. */
function missingFolders(targets: readonly Target[], disk: Disk): readonly string[] {
  const missing = new Set<string>()
  for (const { path, after } of targets) {
    if (!after) continue
    const way: string[] = []
    for (
      let folder = folderOf(path);
      folder !== '' && disk.mode(folder) === undefined;
      folder = folderOf(folder)
    )
      way.unshift(folder)
    for (const folder of way) missing.add(folder)
  }
  return [...missing]
}
