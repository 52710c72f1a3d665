import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Git } from './command.ts'
import type { Head } from './head.ts'
import type { WorkTree } from './work-tree.ts'

/** How git puts, or has put, two lines of history together. All commits by their full ids. */
export type Integration =
  /** HEAD is `onto` and what was replayed already; `original` is where the branch was before. */
  | { readonly kind: 'rebase'; readonly onto: string; readonly original: string | undefined }
  /** A merge, in progress or HEAD itself: HEAD's side and the ones that come in. */
  | {
      readonly kind: 'merge'
      readonly ours: string
      readonly theirs: readonly string[]
      readonly done: boolean
    }

/**
 * What git is in the middle of, or what its last commit joined; see gitrepository-layout(5) and, for the names of a
 * rebase's files, git's own sequencer.c and builtin/rebase.c (2.39).
 */
export async function readIntegration(
  git: Git,
  { gitDirectory }: WorkTree,
  head: Head,
): Promise<Integration | undefined> {
  for (const folder of ['rebase-merge', 'rebase-apply']) {
    const onto = commitIn(join(gitDirectory, folder, 'onto'))
    if (onto !== undefined)
      return { kind: 'rebase', onto, original: commitIn(join(gitDirectory, folder, 'orig-head')) }
  }
  if (head.commit === undefined) return undefined
  if (head.merging.length > 0) return { kind: 'merge', ours: head.commit, theirs: head.merging, done: false }
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

function commitIn(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'latin1').trim()
    return /^[0-9a-f]{40,64}$/.test(text) ? text : undefined
  } catch {
    return undefined
  }
}
