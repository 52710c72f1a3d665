import type { MigrationId } from './migration.ts'
import type { Place } from './place.ts'

/** What the models and the migrations differ in, for programs: the operation that is missing and what it is about. */
export interface FoundDifference {
  readonly operation: string
  readonly app: string
  readonly model: string
  readonly name: string | undefined
  readonly attributes: readonly string[]
}

/** Gravest first. A hint never fails a run. */
export const severities = ['error', 'warning', 'hint'] as const
export type Severity = (typeof severities)[number]

/** Another place that belongs to a finding: the other leaf, the lines as they were. */
export interface Related {
  readonly message: string
  readonly place: Place
  /** The lines as they were, where the place is not in the head tree. */
  readonly excerpt?: string
}

export interface Finding {
  /** `family/name` of the rule. */
  readonly rule: string
  readonly severity: Severity
  /** What is wrong, as one or more sentences. */
  readonly message: string
  /** What to do next. */
  readonly help: string
  readonly place: Place
  /** The app that pretty output groups by. */
  readonly app?: string
  /** The folder of that app's migrations: tells two apps of one label apart. */
  readonly directory?: string
  readonly migration?: MigrationId
  readonly difference?: FoundDifference
  readonly related: readonly Related[]
}
