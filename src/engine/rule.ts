import type { Undecided } from '../model/drift.ts'
import type { ChangeSet } from '../model/change-set.ts'
import type { MigrationId } from '../model/migration.ts'
import type { Place } from '../model/place.ts'
import type { FoundDifference, Related, Severity } from '../model/finding.ts'

export { nearName } from './near-name.ts'

/** Sets of rules to start from, mildest first. */
export const presets = ['recommended', 'zero-downtime', 'strict'] as const
export type Preset = (typeof presets)[number]

/** An option of a rule: the values that it takes and the one it has by default. */
export interface RuleOption {
  readonly values: readonly string[]
  readonly default: string
  /** The presets in which the default is another. */
  readonly presets?: Readonly<Partial<Record<Preset, string>>>
  readonly description: string
}

export interface RuleMeta<Options extends Record<string, RuleOption> = Record<string, RuleOption>> {
  /** `family/name`; the name is the pattern that the rule finds. */
  readonly id: string
  readonly severity: Severity
  /** The presets in which it is otherwise, or off. */
  readonly presets?: Readonly<Partial<Record<Preset, Severity | 'off'>>>
  /** One line for `migration-lint rules`. */
  readonly summary: string
  /** Why it is what it is in each preset, as a sentence or two. */
  readonly reason?: string
  readonly options: Options
  /** Whether it compares models with migrations: then the summary says how many of them were decided. */
  readonly comparesModels?: true
}

/** What a rule is in a preset. */
export function severityIn({ severity, presets: own }: RuleMeta, preset: Preset): Severity | 'off' {
  return own?.[preset] ?? severity
}

/** What an option of a rule is in a preset, unless it is given. */
export function optionIn({ default: own, presets: other }: RuleOption, preset: Preset): string {
  return other?.[preset] ?? own
}

/** Another place of a finding. Of one at the merge base (`side`) the engine adds the lines as they were. */
export type RuleRelated = Omit<Related, 'excerpt'> & { readonly side?: 'base' }

/** What a rule reports. `severity` is given only where it is milder than the rule's own. */
export interface RuleFinding {
  readonly message: string
  readonly help: string
  readonly place: Place
  readonly app?: string
  readonly migration?: MigrationId
  readonly difference?: FoundDifference
  readonly related?: readonly RuleRelated[]
  readonly severity?: Severity
}

export type OptionValues<Options extends Record<string, RuleOption>> = {
  readonly [Name in keyof Options]: string
}

export interface Rule<Options extends Record<string, RuleOption> = Record<string, RuleOption>> {
  readonly meta: RuleMeta<Options>
  /** Looks at one project's change set. Pure: no I/O, no clock. */
  check(
    changes: ChangeSet,
    report: (finding: RuleFinding) => void,
    options: OptionValues<Options>,
    /** Is told what the rule looks for and cannot tell: it is counted and listed, and no finding. */
    leaveOpen: (undecided: Undecided) => void,
  ): void
}

/** Declares a rule. Nothing more than its type: the catalogue in `rules/index.ts` registers it. */
export function defineRule<const Options extends Record<string, RuleOption>>(
  rule: Rule<Options>,
): Rule<Options> {
  return rule
}
