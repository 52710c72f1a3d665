import { CannotCheckError } from '../model/errors.ts'
import { fetchAdvice, type FoundBase, type SearchContext } from './base-search.ts'
import type { CompareRequest } from './compare.ts'
import type { Head } from './head.ts'

export interface SteppedBack {
  readonly mergeBases: readonly string[]
  readonly target: string | undefined
  readonly notes: readonly string[]
}

interface Situation {
  readonly head: Head
  readonly request: CompareRequest
  /** Whether `git status` has anything to show. */
  readonly dirty: boolean
  readonly search: SearchContext
}

/**
 * On the target branch itself, HEAD is the merge base and nothing would be new. Then the comparison goes back:
 * - to HEAD itself where something uncommitted is judged (the index in a hook, edits in the working tree);
 * - in a CI, to the commit before the push;
 * - else to HEAD's first parent: what the last commit or merge brought.
 *
 * Where the user names the commit that HEAD is at with `--base`, that is what is compared with.
 */
export async function stepBack(found: FoundBase, situation: Situation): Promise<SteppedBack> {
  const { head, request, dirty, search } = situation
  const stays = { mergeBases: found.mergeBases, target: found.target, notes: [] }
  const onTarget =
    head.merging.length === 0 && found.mergeBases.length === 1 && found.mergeBases[0] === head.commit
  if (!onTarget || request.head === 'index') return stays
  if (!search.ci && (dirty || request.base !== undefined)) return stays

  const before = search.ci?.before
  if (before && before.value !== head.commit) {
    const commit = await present(before.value, search)
    if (commit !== undefined) {
      return back(
        commit,
        `HEAD is on ${found.candidate.label}, so it is compared with the commit before the push`,
      )
    }
    if (search.history.shallowBoundary().length > 0) throw cutOff(found, before.from, search)
  }
  const parent = await firstParent(found, search)
  if (parent !== undefined) {
    return back(parent, `HEAD is on ${found.candidate.label}, so it is compared with its first parent`)
  }
  return {
    mergeBases: [],
    target: undefined,
    notes: ['HEAD is the first commit, so everything is new.'],
  }
}

function back(commit: string, note: string): SteppedBack {
  return { mergeBases: [commit], target: commit, notes: [`${note} (${commit.slice(0, 7)}).`] }
}

/** A commit by its id, brought in where `--fetch` allows it. */
async function present(
  id: string,
  { history, fetcher, remotes }: SearchContext,
): Promise<string | undefined> {
  const there = (await history.resolve([id])).get(id)
  if (there !== undefined || !fetcher || remotes[0] === undefined) return there
  await fetcher.commit(remotes[0], id)
  return (await history.resolve([id])).get(id)
}

async function firstParent(found: FoundBase, search: SearchContext): Promise<string | undefined> {
  const { history, heads, fetcher, remotes } = search
  const tip = heads[0]!
  const revision = `${tip}^1`
  const parent = async () => (await history.resolve([revision])).get(revision)
  const there = await parent()
  if (there !== undefined || !history.shallowBoundary().includes(tip)) return there
  const remote = found.candidate.remoteBranch?.remote ?? remotes[0]
  if (fetcher && remote !== undefined) {
    await fetcher.deepen(found.candidate.remoteBranch, { remote, tip }, async () => {
      return (await parent()) !== undefined
    })
    return parent()
  }
  throw cutOff(found, "HEAD's first parent", search)
}

function cutOff({ candidate }: FoundBase, wanted: string, search: SearchContext): CannotCheckError {
  const branch = candidate.remoteBranch
  return new CannotCheckError(
    `This clone is shallow: HEAD is on ${candidate.label}, and the commit to compare it with (${wanted}) is not here.`,
    branch ? fetchAdvice(branch, search) : 'Run: git fetch --unshallow',
  )
}
