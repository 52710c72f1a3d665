import { readFileSync } from 'node:fs'
import { ciProviders, type CiProvider } from './ci-providers.ts'

/** A value and the variable that it came from. */
export interface CiValue {
  readonly value: string
  readonly from: string
}

/** What the CI that runs this says, read out of the environment. */
export interface Ci {
  readonly name: string
  readonly wholeHistory: string
  /** Branches without `refs/heads/`, or commit ids, most telling first. */
  readonly target: readonly CiValue[]
  readonly defaultBranch: readonly CiValue[]
  readonly before: CiValue | undefined
  /** The id of the merge commit that the CI made of the change and the target, if it says that it made one. */
  readonly mergeCommit: string | undefined
}

/** Undefined outside of a CI. */
export function readCi(env: Readonly<Record<string, string | undefined>>): Ci | undefined {
  const provider = ciProviders.find(({ when }) =>
    Object.entries(when).every(([name, pattern]) => pattern.test(env[name] ?? '')),
  )
  if (!provider) return undefined
  const event = readsEvent(provider) ? readEvent(env.GITHUB_EVENT_PATH) : undefined
  const values = (sources: readonly string[] = []): CiValue[] =>
    sources.flatMap((source) => {
      const value = source.startsWith('event.') ? atPath(event, source.split('.').slice(1)) : env[source]
      return value ? [{ value: value.replace(/^refs\/heads\//, ''), from: source }] : []
    })
  const { mergeCommit } = provider
  const merged = mergeCommit && /^refs\/pull\/\d+\/merge$/.test(env[mergeCommit.ref] ?? '')
  return {
    name: provider.name,
    wholeHistory: provider.wholeHistory,
    target: values(provider.target),
    defaultBranch: values(provider.defaultBranch),
    // All zeros: the push made the branch.
    before: values(provider.before).find(({ value }) => !/^0*$/.test(value)),
    mergeCommit: merged ? env[mergeCommit.id] : undefined,
  }
}

function readsEvent({ target, defaultBranch, before }: CiProvider): boolean {
  return [target, defaultBranch, before].some((sources) => sources?.some((name) => name.startsWith('event.')))
}

/** The event's JSON; undefined where there is none, as in runners that only borrow GitHub's variables. */
function readEvent(path: string | undefined): unknown {
  if (!path) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function atPath(value: unknown, path: readonly string[]): string | undefined {
  let inner = value
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined
    inner = (inner as Record<string, unknown>)[key]
  }
  return typeof inner === 'string' ? inner : undefined
}
