import type { TreeEntry } from '../model/tree.ts'
import type { BlobStore } from './blob-store.ts'
import type { Git } from './command.ts'
import type { Disk } from './disk.ts'
import { WorkingEntry } from './entry-tree.ts'
import { parseLsFiles, parseStatus, type ListedEntry, type Status } from './listing.ts'

/** The index and the working tree at one moment. */
export interface Snapshot {
  readonly status: Status
  /** What a commit would record. */
  readonly index: ReadonlyMap<string, TreeEntry>
  /** Tracked files as they are on disk, and untracked ones that are not ignored. */
  readonly working: ReadonlyMap<string, TreeEntry>
  /** Both sides of the paths in conflict that each side added. */
  readonly bothAdded: {
    readonly ours: ReadonlyMap<string, TreeEntry>
    readonly theirs: ReadonlyMap<string, TreeEntry>
  }
}

/** Looks at the index and the working tree, without reading a file that git takes for clean. */
export async function takeSnapshot(git: Git, disk: Disk, blobs: BlobStore): Promise<Snapshot> {
  const [listing, statusOutput] = await Promise.all([
    git.run(['ls-files', '--stage', '-z']),
    git.run([
      'status',
      '--porcelain=v2',
      '--branch',
      '--no-ahead-behind',
      '-z',
      '--untracked-files=all',
      '--no-renames',
      // Otherwise git runs itself in each submodule, under that repository's own config.
      '--ignore-submodules=all',
    ]),
  ])
  const status = parseStatus(statusOutput.stdout)
  const entries = parseLsFiles(listing.stdout)
  const listed = unmergedResolved(entries)
  const index = new Map<string, TreeEntry>()
  const working = new Map<string, TreeEntry>()
  for (const { path, kind, id, stage } of listed.values()) {
    const state = status.work.get(path)
    const entry: TreeEntry = { id, kind, tracked: true }
    // `git add --intent-to-add` puts an empty entry there that no commit records.
    if (state !== 'intent-to-add') index.set(path, entry)
    if (state === undefined && stage === 0) {
      working.set(path, entry)
      if (kind === 'file') blobs.checkedOut(id, path)
    } else if (state !== 'deleted') {
      addWorking(working, path, true, disk, blobs)
    }
  }
  for (const path of status.untracked) addWorking(working, path, false, disk, blobs)
  return { status, index, working, bothAdded: bothAddedOf(entries) }
}

function bothAddedOf(listed: readonly ListedEntry[]): Snapshot['bothAdded'] {
  const inConflict = listed.filter(({ stage }) => stage > 0)
  const stages = (path: string) => inConflict.filter((entry) => entry.path === path).map(({ stage }) => stage)
  const side = (stage: number) =>
    new Map(
      inConflict.flatMap(({ path, id, kind, ...entry }) =>
        entry.stage === stage && stages(path).join() === '2,3' ? [[path, { id, kind, tracked: true }]] : [],
      ),
    )
  return { ours: side(2), theirs: side(3) }
}

/** Adds what stands on disk at `path`, where that is something that git could track. */
export function addWorking(
  entries: Map<string, TreeEntry>,
  path: string,
  tracked: boolean,
  disk: Disk,
  blobs: BlobStore,
): void {
  const kind = disk.kind(path)
  if (kind) entries.set(path, new WorkingEntry(path, { kind, tracked }, disk, blobs))
}

/**
 * One entry a path. Of a conflict, our side stands for the index, and theirs where we deleted the file: no
 * commit can be made of it as it is.
 */
function unmergedResolved(listed: readonly ListedEntry[]): ReadonlyMap<string, ListedEntry> {
  const preference = [0, 2, 3, 1]
  const entries = new Map<string, ListedEntry>()
  for (const entry of listed) {
    const other = entries.get(entry.path)
    if (!other || preference.indexOf(entry.stage) < preference.indexOf(other.stage)) {
      entries.set(entry.path, entry)
    }
  }
  return entries
}
