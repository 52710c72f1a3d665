import type { Drift, Undecided } from './drift.ts'
import type { Finding, Severity } from './finding.ts'
import type { Unresolved } from './migration.ts'
import type { Place } from './place.ts'
import type { ProjectPlan } from './project-plan.ts'

/** What a run compared with what, in the words of a summary line. */
export interface Comparison {
  /** The ref that the branch is compared with, as the user would type it: `origin/main`. */
  readonly baseRef: string
  /** Where that ref came from: `--base`, `GITHUB_BASE_REF`, `the upstream of feature`. */
  readonly baseFrom: string
  /** The merge base's full commit id. */
  readonly baseCommit: string
  /** The full commit id of the ref's tip. */
  readonly targetCommit: string
  /** `the working tree`, `the index`, or a commit. */
  readonly head: string
}

/** A changed migration that this tool could not read: the run cannot vouch for it. */
export interface Unreadable {
  readonly place: Place
  readonly message: string
}

export interface Summary {
  /** Undefined in a repository without a commit: then everything is new. */
  readonly comparison: Comparison | undefined
  readonly projects: number
  readonly apps: number
  readonly migrations: number
  /** Migrations that differ from the merge base (added, edited, renamed, deleted). */
  readonly changed: number
  readonly findings: Readonly<Record<Severity, number>>
  readonly suppressed: number
  readonly unresolved: number
  /** How many models and fields could be compared with the migrations; undefined where no rule compares them. */
  readonly drift: Pick<Drift, 'models' | 'fields'> | undefined
  readonly durationMs: number
  /** What a reader should know about how the comparison was chosen, one sentence each. */
  readonly notes: readonly string[]
}

/** Everything that a reporter prints. */
export interface CheckResult {
  /** Gravest first within an app; apps in order. */
  readonly findings: readonly Finding[]
  readonly unreadable: readonly Unreadable[]
  readonly unresolved: readonly Unresolved[]
  /** What of the models could not be compared with the migrations. */
  readonly undecided: readonly Undecided[]
  readonly summary: Summary
  /** What the migrations that are judged will do, by project: worked out when it is asked for. */
  readonly plans?: () => readonly ProjectPlan[]
}
