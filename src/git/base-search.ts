import { CannotCheckError } from '../model/errors.ts'
import type { BaseStep, Candidate, RemoteBranch } from './base-steps.ts'
import type { Ci } from './ci.ts'
import { fetchCommand, type Fetcher } from './fetch.ts'
import type { History } from './history.ts'

/** The target that was found, and what git says of it. */
export interface FoundBase {
  readonly candidate: Candidate
  readonly target: string
  readonly mergeBases: readonly string[]
}

interface Measured extends FoundBase {
  /** More history could show a better merge base. */
  readonly doubtful: boolean
}

export interface SearchContext {
  readonly history: History
  /** HEAD, and MERGE_HEAD while a merge is in progress. */
  readonly heads: readonly string[]
  readonly ci: Ci | undefined
  readonly remotes: readonly string[]
  /** Where `--fetch` was given. */
  readonly fetcher: Fetcher | undefined
}

/**
 * The first step that names something that is there decides; nothing after it is tried.
 * Undefined where no step names anything that is there.
 * @throws CannotCheckError where a required step names nothing that is there, where history is cut off so that
 *   the merge base may be wrong, and where there is no common history
 */
export async function searchBase(
  steps: readonly BaseStep[],
  context: SearchContext,
): Promise<FoundBase | undefined> {
  const revisions = steps.flatMap(({ candidates }) => candidates.map(({ revision }) => revision))
  const resolved = await context.history.resolve(revisions)
  for (const { candidates, required } of steps) {
    let there = candidates.filter(({ revision }) => resolved.has(revision))
    let ids = resolved
    if (there.length === 0 && required) {
      await fetchCandidates(candidates, context)
      ids = await context.history.resolve(candidates.map(({ revision }) => revision))
      there = candidates.filter(({ revision }) => ids.has(revision))
      if (there.length === 0) throw notThere(candidates, context)
    }
    if (there.length > 0) return settle(there, ids, context)
  }
  return undefined
}

async function fetchCandidates(candidates: readonly Candidate[], { fetcher, remotes }: SearchContext) {
  const [first] = candidates
  if (!fetcher || !first) return
  const commit = candidates.find(({ revision }) => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision))
  if (commit && remotes[0] !== undefined && (await fetcher.commit(remotes[0], commit.revision))) return
  const branch = candidates.find(({ remoteBranch }) => remoteBranch)?.remoteBranch
  if (branch) await fetcher.branch(branch)
}

/** Measures the candidates of one step; the first whose merge base is beyond doubt counts. */
async function settle(
  there: readonly Candidate[],
  ids: ReadonlyMap<string, string>,
  context: SearchContext,
): Promise<FoundBase> {
  const measure = async (candidate: Candidate, target: string): Promise<Measured> => {
    const ends = { target, heads: context.heads }
    const mergeBases = await context.history.mergeBases(ends)
    return { candidate, target, mergeBases, doubtful: await context.history.mayHideBetter(mergeBases, ends) }
  }
  let first: Measured | undefined
  for (const candidate of there) {
    const measured = await measure(candidate, ids.get(candidate.revision)!)
    if (!measured.doubtful) return related(measured)
    first ??= measured
  }
  let best = first!
  const { remotes, fetcher, heads, history } = context
  const remote = best.candidate.remoteBranch?.remote ?? remotes[0]
  if (fetcher && remote !== undefined) {
    await fetcher.deepen(best.candidate.remoteBranch, { remote, tip: heads[0]! }, async () => {
      const target = (await history.resolve([best.candidate.revision])).get(best.candidate.revision)
      best = await measure(best.candidate, target ?? best.target)
      return !best.doubtful
    })
    best = await measure(best.candidate, best.target)
  }
  if (best.doubtful) throw cutOff(best, context)
  return related(best)
}

function related(found: FoundBase): FoundBase {
  if (found.mergeBases.length > 0) return found
  throw new CannotCheckError(
    `HEAD and ${found.candidate.label} (${found.candidate.from}) have no commit in common.`,
    'Name the branch that this one is to be merged into with --base, or with base in the config.',
  )
}

function notThere(candidates: readonly Candidate[], context: SearchContext): CannotCheckError {
  const [first] = candidates
  const tried = candidates.map(({ label }) => label).filter((label, at, all) => all.indexOf(label) === at)
  const others = tried.length > 1 ? ` (tried: ${tried.join(', ')})` : ''
  const branch = candidates.find(({ remoteBranch }) => remoteBranch)?.remoteBranch
  return new CannotCheckError(
    `${first?.from ?? 'The base'} names ${first?.label ?? 'nothing'}, which is not in this clone${others}.`,
    branch
      ? fetchAdvice(branch, context)
      : 'Name a branch or a commit that git rev-parse knows, or fetch it first.',
  )
}

function cutOff({ candidate, mergeBases }: Measured, context: SearchContext): CannotCheckError {
  const found = mergeBases.length > 0 ? 'a merge base that may be too old' : 'no merge base'
  const branch = candidate.remoteBranch
  const remote = context.remotes[0]
  const mend = branch
    ? fetchAdvice(branch, context)
    : `Run: git fetch --unshallow${remote === undefined ? '' : ` ${remote}`}`
  return new CannotCheckError(
    `This clone is shallow: between HEAD and ${candidate.label} (${candidate.from}), git finds ${found}.`,
    mend,
  )
}

/** The exact command that mends it, what to change in the CI, and `--fetch` where it was not tried. */
export function fetchAdvice(branch: RemoteBranch, { history, ci, fetcher }: SearchContext): string {
  const shallow = history.shallowBoundary().length > 0
  const ways = [`Run: ${fetchCommand(branch, { shallow })}`]
  if (ci && shallow) ways.push(`Or ${ci.wholeHistory}.`)
  if (!fetcher) ways.push('Or pass --fetch.')
  return ways.join('\n')
}
