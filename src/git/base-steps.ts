import type { Ci, CiValue } from './ci.ts'
import { printable } from './command.ts'

/** A branch of a remote, to fetch or to name in advice. */
export interface RemoteBranch {
  readonly remote: string
  readonly branch: string
}

/** A revision that may be the target. */
export interface Candidate {
  /** As git is asked for it: a full name of a ref where it is known to be one. */
  readonly revision: string
  /** As the user would type it. */
  readonly label: string
  /** Who named it. */
  readonly from: string
  /** Where it can be fetched from. */
  readonly remoteBranch?: RemoteBranch
}

/** Candidates of one source. A step that is required ends the search: what it names must be there. */
export interface BaseStep {
  readonly candidates: readonly Candidate[]
  readonly required: boolean
}

export interface BaseSources {
  readonly base: string | undefined
  readonly configBase: string | undefined
  readonly ci: Ci | undefined
  /** HEAD, where it is the merge commit that the CI made. */
  readonly mergeCommit: string | undefined
  /** The checked out branch. */
  readonly branch: string | undefined
  /** The full name of the ref that the branch tracks. */
  readonly upstream: string | undefined
  /** What `<remote>/HEAD` points to, by remote: the remote's default branch. */
  readonly remoteHeads: ReadonlyMap<string, string>
  /** Remotes, most likely first. */
  readonly remotes: readonly string[]
}

const conventional = ['main', 'master', 'develop']

/**
 * Where the target is looked for, in order: `--base`, the config, the CI, the branch's upstream, the remote's
 * default branch, and the names that people give one. A remote's branch goes before the local one of the
 * same name, which is as old as its last pull.
 *
 * An upstream of the branch's own name is where the branch is pushed to, not where it will be merged: with
 * `origin/feature` as the target of `feature`, everything would be "old" as soon as it is pushed. It is left out;
 * for `main` itself, `origin/HEAD` and `origin/main` come next anyway.
 */
export function baseSteps(sources: BaseSources): readonly BaseStep[] {
  const { base, configBase, ci, upstream } = sources
  if (base !== undefined) return [typed(base, '--base', sources)]
  if (configBase !== undefined) return [typed(configBase, "the config's base", sources)]
  if (ci && ci.target.length > 0) return [ciTarget(ci, sources)]
  if (ci && ci.defaultBranch.length > 0) return [ciStep(ci.defaultBranch, ci, sources)]
  const steps: BaseStep[] = []
  if (upstream !== undefined && !isOwnCopy(upstream, sources)) {
    steps.push(optional([refCandidate(upstream, `the upstream of ${sources.branch ?? 'HEAD'}`, sources)]))
  }
  for (const [remote, ref] of sources.remoteHeads) {
    steps.push(optional([refCandidate(ref, `${remote}/HEAD`, sources)]))
  }
  for (const name of conventional) {
    steps.push(optional(branchCandidates(name, `the conventional name ${name}`, sources)))
  }
  return steps
}

function optional(candidates: readonly Candidate[]): BaseStep {
  return { candidates, required: false }
}

/** What a person wrote: as git understands it, and else the remote's branch of that name. */
function typed(revision: string, from: string, sources: BaseSources): BaseStep {
  const short = revision.replace(/^refs\/(heads|remotes)\//, '')
  const remote = sources.remotes.find((name) => short.startsWith(`${name}/`))
  const remoteBranch =
    remote === undefined
      ? branchOf(sources.remotes[0], short)
      : branchOf(remote, short.slice(remote.length + 1))
  const candidate: Candidate = {
    revision,
    label: printable(short),
    from,
    ...(remoteBranch ? { remoteBranch } : {}),
  }
  const fallback = remote === undefined && remoteBranch ? branchCandidates(short, from, sources) : []
  return { candidates: [candidate, ...fallback], required: true }
}

function ciTarget(ci: Ci, sources: BaseSources): BaseStep {
  const step = ciStep(ci.target, ci, sources)
  const [first] = step.candidates
  if (sources.mergeCommit === undefined || !first) return step
  // Of the merge commit that the CI made, the first parent is the target's tip at that time.
  const parent: Candidate = { ...first, revision: `${sources.mergeCommit}^1` }
  return { ...step, candidates: [parent, ...step.candidates] }
}

function ciStep(values: readonly CiValue[], ci: Ci, sources: BaseSources): BaseStep {
  const candidates = values.flatMap(({ value, from }) => {
    const source = `${from} of ${ci.name}`
    return /^[0-9a-f]{12,64}$/.test(value)
      ? [{ revision: value, label: value.slice(0, 12), from: source }]
      : branchCandidates(value, source, sources)
  })
  return { candidates, required: true }
}

function branchCandidates(branch: string, from: string, { remotes }: BaseSources): Candidate[] {
  const remoteBranch = branchOf(remotes[0], branch)
  const at = remoteBranch ? { remoteBranch } : {}
  return [
    ...remotes.map((remote) => ({
      revision: `refs/remotes/${remote}/${branch}`,
      label: printable(`${remote}/${branch}`),
      from,
      ...at,
    })),
    { revision: `refs/heads/${branch}`, label: printable(branch), from, ...at },
  ]
}

function refCandidate(ref: string, from: string, sources: BaseSources): Candidate {
  return typed(ref, from, sources).candidates[0]!
}

function isOwnCopy(upstream: string, { branch, remotes }: BaseSources): boolean {
  return remotes.some((remote) => upstream === `refs/remotes/${remote}/${branch ?? ''}`)
}

/** Undefined where the name cannot be a branch's (git-check-ref-format(1)), so that it never gets into a refspec. */
function branchOf(remote: string | undefined, branch: string): RemoteBranch | undefined {
  const wellFormed =
    /^[^\p{Cc} ~^:?*[\\]+$/u.test(branch) && !/^[-/]|\/$|\/\/|\.\.|@\{|\.lock$|\.$|(^|\/)\./.test(branch)
  return remote !== undefined && wellFormed ? { remote, branch } : undefined
}
