import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Git } from './command.ts'
import type { Head } from './head.ts'
import type { WorkTree } from './work-tree.ts'

/** How git puts, or has put, two lines of history together. All commits by their full ids. */
export type Integration =
  /** HEAD is `onto` and what was replayed already; `original` is where the branch was before. */
  | {
      readonly kind: 'rebase'
      readonly onto: string
      readonly original: string | undefined
      /** The commit that is being replayed, or was last. */
      readonly picked: string | undefined
    }
  /** A rebase that was the last thing to move HEAD; `original` is where the branch was before. */
  | { readonly kind: 'rebased'; readonly original: string }
  /** A merge, in progress or HEAD itself: HEAD's side and the ones that come in. */
  | {
      readonly kind: 'merge'
      readonly ours: string
      readonly theirs: readonly string[]
      readonly done: boolean
    }

/**
 * What git is in the middle of, or what its last commit joined; see gitrepository-layout(5) and, for the names of a
 * rebase's files, git's own sequencer.c and builtin/rebase.c (2.39). Before a merge has made its MERGE_HEAD, while it runs
 * merge drivers and `pre-merge-commit`, it names what comes in by variables (`GITHEAD_<id>`, builtin/merge.c).
 */
export async function readIntegration(
  git: Git,
  { gitDirectory }: WorkTree,
  head: Head,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Integration | undefined> {
  for (const folder of ['rebase-merge', 'rebase-apply']) {
    const onto = commitIn(join(gitDirectory, folder, 'onto'))
    if (onto !== undefined)
      return {
        kind: 'rebase',
        onto,
        original: commitIn(join(gitDirectory, folder, 'orig-head')),
        picked: lastPicked(join(gitDirectory, folder, 'done')),
      }
  }
  if (head.commit === undefined) return undefined
  const merging = head.merging.length > 0 ? head.merging : announced(env)
  if (merging.length > 0) return { kind: 'merge', ours: head.commit, theirs: merging, done: false }
  if (isJustRebased(gitDirectory)) {
    const original = commitIn(join(gitDirectory, 'ORIG_HEAD'))
    if (original !== undefined) return { kind: 'rebased', original }
  }
  const { stdout } = await git.run([
    'rev-list',
    '--parents',
    '--max-count=1',
    '--end-of-options',
    head.commit,
  ])
  const [, ours, ...theirs] = stdout.toString('latin1').trim().split(' ')
  return ours !== undefined && theirs.length > 0 ? { kind: 'merge', ours, theirs, done: true } : undefined
}

function announced(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? [])
}

/** Whether the last line of HEAD's log is that of a rebase that came to its end; git-rebase(1) then leaves ORIG_HEAD. */
function isJustRebased(gitDirectory: string): boolean {
  return /\t[^\t\n]*rebase[^\t\n]*(?:\(finish\)|finished): [^\n]*\n$/.test(
    tail(join(gitDirectory, 'logs', 'HEAD')),
  )
}

/** The last bytes of a file, enough for a line. */
function tail(path: string): string {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(4096)
      const { size } = fstatSync(file)
      const length = readSync(file, bytes, 0, bytes.length, Math.max(size - bytes.length, 0))
      return bytes.toString('latin1', 0, length)
    } finally {
      closeSync(file)
    }
  } catch {
    return ''
  }
}

/** The commit of the last line of a rebase's `done`: `pick <id> <subject>`. A merge that is made anew has no such one. */
function lastPicked(path: string): string | undefined {
  try {
    const last = readFileSync(path, 'latin1').trimEnd().split('\n').at(-1)!
    return /^(?:pick|reword|edit|squash|fixup|[presf]) (?:-\w )?([0-9a-f]{40,64})\b/.exec(last)?.[1]
  } catch {
    return undefined
  }
}

function commitIn(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'latin1').trim()
    return /^[0-9a-f]{40,64}$/.test(text) ? text : undefined
  } catch {
    return undefined
  }
}
