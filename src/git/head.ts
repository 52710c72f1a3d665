import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Status } from './listing.ts'
import type { WorkTree } from './work-tree.ts'

/** Where HEAD stands, and what git is in the middle of. */
export interface Head {
  /** Undefined where the branch is unborn. */
  readonly commit: string | undefined
  /** The branch's short name, also while it is being rebased; undefined where HEAD is detached. */
  readonly branch: string | undefined
  /** The commits that a merge in progress brings in. */
  readonly merging: readonly string[]
}

/**
 * A cherry-pick or a revert in progress makes a commit with HEAD as its only parent, so nothing about it needs
 * to be known. A rebase detaches HEAD and keeps the branch's name in its state (gitrepository-layout(5)).
 */
export function readHead(status: Status, { gitDirectory }: WorkTree): Head {
  const rebased = ['rebase-merge', 'rebase-apply']
    .map((folder) => readState(join(gitDirectory, folder, 'head-name')))
    .find((name) => name?.startsWith('refs/heads/'))
  return {
    commit: status.head,
    branch: status.branch ?? rebased?.slice('refs/heads/'.length),
    merging: (readState(join(gitDirectory, 'MERGE_HEAD')) ?? '').split('\n').filter(Boolean),
  }
}

function readState(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
