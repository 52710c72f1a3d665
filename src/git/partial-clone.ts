import type { Git } from './command.ts'

/**
 * In a partial clone, git fetches a missing blob when it is asked for, one round trip each. This brings
 * those among `wanted` that are missing in one go, with the command that git runs for itself
 * (`fetch_objects` in promisor-remote.c, git 2.39).
 */
export async function fetchMissingBlobs(
  git: Git,
  setting: {
    readonly remote: string
    readonly commits: readonly string[]
    readonly wanted: readonly string[]
  },
): Promise<void> {
  if (setting.commits.length === 0) return
  // `cat-file` would fetch in order to tell; `rev-list --missing` only looks. Missing objects start with `?`.
  const { stdout } = await git.run([
    'rev-list',
    '--objects',
    '--no-object-names',
    '--no-walk',
    '--missing=print',
    ...setting.commits,
  ])
  const gone = new Set(
    stdout
      .toString('latin1')
      .split('\n')
      .filter((line) => line.startsWith('?'))
      .map((line) => line.slice(1)),
  )
  const missing = setting.wanted.filter((id) => gone.has(id))
  if (missing.length === 0) return
  await git
    .with({ config: ['fetch.negotiationAlgorithm=noop'] })
    .run(
      [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        '--recurse-submodules=no',
        '--filter=blob:none',
        '--stdin',
        '--end-of-options',
        setting.remote,
      ],
      { input: missing.map((id) => `${id}\n`).join('') },
    )
}
