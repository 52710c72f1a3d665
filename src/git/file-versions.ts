import type { Git } from './command.ts'
import { records } from './path-bytes.ts'

/** What a commit made of a file. Times are in milliseconds since 1970. */
export interface FileVersion {
  readonly commit: string
  /** The earlier of both of the commit's times: a rebase moves the one, an amendment leaves the other behind. */
  readonly writtenAt: number
  readonly committedAt: number
  /** The blob; undefined where the commit deleted the file. */
  readonly blob: string | undefined
}

export interface FileHistory {
  /** By path, newest first. */
  readonly versions: ReadonlyMap<string, readonly FileVersion[]>
  /** Whether the clone lacks the older part. */
  readonly isCut: boolean
}

/**
 * Path -> what the commits up to HEAD made of it, newest first in git's order. One process for all of the folders. Of a
 * merge, what came of it by hand is not seen.
 */
export async function fileVersions(
  git: Git,
  directories: readonly string[],
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const versions = new Map<string, FileVersion[]>()
  const named = directories.filter((directory) => !/\p{Cs}/u.test(directory))
  if (named.length === 0) return versions
  const { stdout } = await git.run([
    '--literal-pathspecs',
    ...[
      'log',
      '--root',
      '--raw',
      '-z',
      '--no-abbrev',
      '--no-renames',
      '--no-color',
      '--format=%H %at %ct',
      'HEAD',
      '--',
    ],
    ...named.map((directory) => (directory === '' ? '.' : directory)),
  ])
  const parts = records(stdout)
  let commit: Omit<FileVersion, 'blob'> | undefined
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!
    const [, id, authored, committed] = /^\n?([0-9a-f]{40,64}) (\d+) (\d+)$/.exec(part) ?? []
    if (id !== undefined) {
      const [author, committer] = [Number(authored) * 1000, Number(committed) * 1000]
      commit = { commit: id, writtenAt: Math.min(author, committer), committedAt: committer }
      continue
    }
    const [, blob] = /^\n?:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*$/.exec(part) ?? []
    if (blob === undefined || !commit) continue
    const path = parts[++at]!
    const known = versions.get(path) ?? []
    known.push({ ...commit, blob: /^0+$/.test(blob) ? undefined : blob })
    versions.set(path, known)
  }
  return versions
}
