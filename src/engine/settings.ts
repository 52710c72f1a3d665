import type { Database } from '../model/database.ts'
import type { Severity } from '../model/finding.ts'
import type { Place } from '../model/place.ts'

/** One rule's setting after the config, the presets and the rule's own defaults were put together. */
export interface RuleSetting {
  readonly severity: Severity | 'off'
  readonly options: Readonly<Record<string, string>>
}

/** Settings that hold for some apps or paths only. Later overrides win. */
export interface RuleOverride {
  /** App labels; empty means every app. */
  readonly apps: readonly string[]
  /** Globs against the path of a finding; empty means every path. */
  readonly paths: readonly string[]
  readonly rules: ReadonlyMap<string, Partial<RuleSetting>>
}

/** A finding that the config allows, for what has no file left to carry a comment. */
export interface Allowance {
  readonly rule: string
  /** `<app>.<name>` */
  readonly migration: string
  readonly reason: string
  /** Where the config says so, for the hint that it allows nothing. */
  readonly place: Place
}

/** What the engine needs of the config. */
export interface LintSettings {
  /** Globs of paths to look at; empty means everything. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** By rule id; holds every rule of the catalogue and the engine's own about suppressions. */
  readonly rules: ReadonlyMap<string, RuleSetting>
  readonly overrides: readonly RuleOverride[]
  readonly allow: readonly Allowance[]
  /** The databases that the migrations run on; empty where the config does not say. */
  readonly databases: readonly Database[]
  /** By framework name: what the user says of that framework's projects. */
  readonly frameworks: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
