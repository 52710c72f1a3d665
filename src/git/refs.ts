import type { Git } from './command.ts'

export interface Refs {
  /** The full name of the ref that the checked out branch tracks, if it tracks one. */
  readonly upstream: string | undefined
  /** What `<remote>/HEAD` points to, by remote, most likely first. */
  readonly remoteHeads: ReadonlyMap<string, string>
  /** Remotes that the target may be at, most likely first: the upstream's, `origin`, and an only one. */
  readonly remotes: readonly string[]
}

/** Reads the refs that say where a branch belongs, in one command. */
export async function readRefs(
  git: Git,
  branch: string | undefined,
  configured: readonly string[],
): Promise<Refs> {
  const { stdout } = await git.run([
    'for-each-ref',
    '--format=%(refname)%00%(symref)%00%(upstream)',
    ...configured.map((remote) => `refs/remotes/${remote}/HEAD`),
    ...(branch === undefined ? [] : [`refs/heads/${branch}`]),
  ])
  const rows = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split('\0'))
  const upstream = rows.find(([name]) => name === `refs/heads/${branch ?? ''}`)?.[2] || undefined
  const tracked = configured.find((remote) => upstream?.startsWith(`refs/remotes/${remote}/`))
  const likely = [tracked, 'origin', configured.length === 1 ? configured[0] : undefined]
  const remotes = [...new Set(likely)].filter(
    (remote): remote is string => remote !== undefined && configured.includes(remote),
  )
  const remoteHeads = new Map<string, string>()
  for (const remote of remotes) {
    const target = rows.find(([name]) => name === `refs/remotes/${remote}/HEAD`)?.[1]
    if (target) remoteHeads.set(remote, target)
  }
  return { upstream, remoteHeads, remotes }
}
