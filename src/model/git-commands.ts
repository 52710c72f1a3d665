import { shellWord } from './shell-word.ts'

/**
 * The command that brings files back as they are in a commit, in the index too, so that a hook sees it.
 * `commit` may name several merge bases joined by `+`: the first one counts.
 */
export function restoreCommand(commit: string, paths: readonly string[]): string {
  const files = paths.map(shellWord).join(' ')
  return `git restore --source=${shellWord(revision(commit))} --staged --worktree -- ${files}`
}

/** As `restoreCommand`, for a file that has moved since. */
export function restoreTo(commit: string, path: string, now: string): string {
  if (now === path) return restoreCommand(commit, [path])
  return `git show ${shellWord(`${revision(commit)}:${path}`)} > ${shellWord(now)}`
}

function revision(commit: string): string {
  return commit.split('+')[0] ?? commit
}

export function moveCommand(from: string, to: string): string {
  return `git mv -- ${shellWord(from)} ${shellWord(to)}`
}

export function addCommand(path: string): string {
  return `git add -- ${shellWord(path)}`
}
