import type { Git } from './command.ts'

/** Milliseconds. */
const day = 24 * 60 * 60 * 1000

/** What is asked about the past of a branch. */
export interface StandingRequest {
  /** The full id of its last commit. */
  readonly commit: string
  /** Paths that its tree holds. */
  readonly paths: readonly string[]
  /** Numbers of days, of which each is tried. */
  readonly days: readonly number[]
  readonly now: Date
}

/**
 * For how many days a branch has had files at their paths, at least: the largest of the numbers that were asked for, 0
 * where it is fewer than the smallest. What counts is when a commit came to the branch itself (its first parents).
 * A number for which history is missing in a shallow clone is passed over.
 *
 * @param isShallow whether history may be missing: then a path of which nothing is known is left out
 */
export async function standing(
  git: Git,
  { commit, paths, days, now }: StandingRequest,
  isShallow: boolean,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>(isShallow ? [] : paths.map((path) => [path, 0]))
  for (const number of days.toSorted((a, b) => a - b)) {
    const before = new Date(now.getTime() - number * day).toISOString()
    const then = await git.run([
      'rev-list',
      '-1',
      '--first-parent',
      `--before=${before}`,
      '--end-of-options',
      commit,
    ])
    const id = then.stdout.toString('utf8').trim()
    if (id === '') break
    const there = await pathsIn(git, id, paths)
    for (const path of paths) found.set(path, there.has(path) ? number : (found.get(path) ?? 0))
  }
  return found
}

/** Those of some paths that a commit has; they go in by standard input, so that none can be taken for an option. */
async function pathsIn(git: Git, commit: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const named = paths.filter((path) => !/[\n\p{Cs}]/u.test(path))
  const { stdout } = await git.run(['cat-file', '--batch-check'], {
    input: named.map((path) => `${commit}:${path}\n`).join(''),
  })
  const lines = stdout.toString('utf8').split('\n')
  return new Set(named.filter((_, at) => / blob \d+$/.test(lines[at] ?? '')))
}
