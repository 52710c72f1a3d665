import type { Comparison } from '../model/check-result.ts'
import { CannotCheckError, UsageError } from '../model/errors.ts'
import { baseSteps, type BaseStep, type Candidate } from './base-steps.ts'
import { fetchAdvice, searchBase, type FoundBase, type SearchContext } from './base-search.ts'
import { readCi, type Ci } from './ci.ts'
import type { Git } from './command.ts'
import { Fetcher } from './fetch.ts'
import { readHead, type Head } from './head.ts'
import { History } from './history.ts'
import type { Status } from './listing.ts'
import { readRefs } from './refs.ts'
import { stepBack } from './step-back.ts'
import type { WorkTree } from './work-tree.ts'

export interface CompareRequest {
  /** The value of `--base`. */
  readonly base?: string | undefined
  /** The value of the config's `base`. */
  readonly configBase?: string | undefined
  /** Whether missing history and missing refs may be fetched. */
  readonly fetch: boolean
  /** The user's environment: what CI says of the target branch. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly head: 'working-tree' | 'index'
}

/** The commits to compare with the head. */
export interface ComparedCommits {
  /** Full ids; several in a criss-cross history, none where nothing was committed before. */
  readonly mergeBases: readonly string[]
  /**
   * The full id of the commit that the head is to be merged with. It is the merge base itself where HEAD lies on
   * the target branch already. Undefined where there is no base.
   */
  readonly target: string | undefined
  readonly comparison: Comparison | undefined
  /** What a reader should know about the choice, a sentence each. */
  readonly notes: readonly string[]
}

export interface CompareContext {
  readonly git: Git
  readonly workTree: WorkTree
  readonly remotes: readonly string[]
  readonly status: Status
}

/**
 * Finds the commits to compare with: the merge bases of the target branch and of the commit that is being made,
 * which has HEAD as its parent, and MERGE_HEAD too while a merge is in progress. `base-steps.ts` says where the
 * target comes from, `step-back.ts` what happens where HEAD is on the target branch itself.
 * @throws UsageError for a base that cannot be a revision
 * @throws CannotCheckError where no base can be had or where it may be the wrong one; `help` holds the command
 *   that mends it
 */
export async function compare(request: CompareRequest, context: CompareContext): Promise<ComparedCommits> {
  for (const base of [request.base, request.configBase]) checkRevision(base)
  const head = readHead(context.status, context.workTree)
  if (head.commit === undefined)
    return nothingBefore('No commit was made on this branch yet, so everything is new.')

  const ci = readCi(request.env)
  const refs = await readRefs(context.git, head.branch, context.remotes)
  const search: SearchContext = {
    history: new History(context.git, context.workTree),
    heads: [head.commit, ...head.merging],
    ci,
    remotes: refs.remotes,
    fetcher: request.fetch ? new Fetcher(context.git) : undefined,
  }
  const steps = baseSteps({
    base: request.base,
    configBase: request.configBase,
    ci,
    mergeCommit: await mergeCommitOfCi(ci, head.commit, search.history),
    branch: head.branch,
    ...refs,
  })
  const found =
    (await searchBase(steps, search)) ??
    (await searchBase(await lastSteps(search), search)) ??
    (await onlyBranch(context.git, head, refs.remotes))
  if (!found) throw noBase(steps, search)
  return describe(found, head, request, context, search)
}

function checkRevision(base: string | undefined): void {
  if (base === '')
    throw new UsageError('The base is empty.', 'Name a branch or a commit, or leave --base out.')
  if (base !== undefined && /[\0\n]/.test(base)) {
    throw new UsageError('The base holds a line break.', 'Name a branch or a commit.')
  }
}

/** HEAD, where the CI made it as a merge of the change into the target. */
async function mergeCommitOfCi(
  ci: Ci | undefined,
  head: string,
  history: History,
): Promise<string | undefined> {
  if (ci?.mergeCommit !== head) return undefined
  return (await history.resolve([`${head}^2`])).size > 0 ? head : undefined
}

/** With `--fetch`, what the remote itself calls its default branch. */
async function lastSteps({ fetcher, remotes: [remote] }: SearchContext): Promise<readonly BaseStep[]> {
  if (!fetcher || remote === undefined) return []
  const branch = await fetcher.defaultBranch(remote)
  if (!branch) return []
  const label = `${branch.remote}/${branch.branch}`
  const candidate: Candidate = {
    revision: `refs/remotes/${label}`,
    label,
    from: `the HEAD of ${remote}`,
    remoteBranch: branch,
  }
  return [{ candidates: [candidate], required: true }]
}

/** A repository without a remote whose only branch is the checked out one: that is its main branch, whatever its name. */
async function onlyBranch(git: Git, head: Head, remotes: readonly string[]): Promise<FoundBase | undefined> {
  if (remotes.length > 0 || head.branch === undefined || head.commit === undefined) return undefined
  const { stdout } = await git.run(['for-each-ref', '--count=2', '--format=%(refname)', 'refs/heads'])
  if (stdout.toString('utf8').trim() !== `refs/heads/${head.branch}`) return undefined
  const candidate = { revision: head.commit, label: head.branch, from: 'the only branch' }
  return { candidate, target: head.commit, mergeBases: [head.commit] }
}

function noBase(steps: readonly BaseStep[], context: SearchContext): CannotCheckError {
  const tried = steps.flatMap(({ candidates }) => candidates.map(({ label }) => label))
  const [remote] = context.remotes
  return new CannotCheckError(
    `There is no branch to compare with (tried: ${[...new Set(tried)].join(', ')}).`,
    [
      'Name it with --base, or with base in the config.',
      remote === undefined
        ? ''
        : `Or, if it is not fetched: ${fetchAdvice({ remote, branch: 'main' }, context)}`,
    ]
      .filter(Boolean)
      .join('\n'),
  )
}

async function describe(
  found: FoundBase,
  head: Head,
  request: CompareRequest,
  context: CompareContext,
  search: SearchContext,
): Promise<ComparedCommits> {
  const back = await stepBack(found, { head, request, dirty: context.status.dirty, search })
  const [baseCommit] = back.mergeBases
  if (baseCommit === undefined) return nothingBefore(...back.notes)
  const notes = [...back.notes]
  if (head.merging.length > 0) {
    notes.push('A merge is in progress: the commit that it will make is compared.')
  }
  if (back.mergeBases.length > 1) {
    notes.push(
      `HEAD and ${found.candidate.label} have ${back.mergeBases.length} merge bases: what is on any of them is old.`,
    )
  }
  return {
    mergeBases: back.mergeBases,
    target: back.target,
    comparison: {
      baseRef: found.candidate.label,
      baseFrom: found.candidate.from,
      baseCommit,
      targetCommit: found.target,
      head: request.head === 'index' ? 'the index' : 'the working tree',
    },
    notes,
  }
}

function nothingBefore(...notes: string[]): ComparedCommits {
  return { mergeBases: [], target: undefined, comparison: undefined, notes }
}
