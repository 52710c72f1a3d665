import type { Comparison } from '../model/check-result.ts'
import type { Git } from './command.ts'
import type { Status } from './listing.ts'
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
  /** The full id of the commit that the head would be merged with; undefined where there is no base. */
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

export function compare(_request: CompareRequest, _context: CompareContext): Promise<ComparedCommits> {
  throw new Error('to come')
}
