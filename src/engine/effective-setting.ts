import type { Severity } from '../model/finding.ts'
import { severities } from '../model/finding.ts'
import { compileGlobs } from '../model/glob.ts'
import type { LintSettings, RuleSetting } from './settings.ts'

/** What a setting can depend on. */
export interface Subject {
  readonly app?: string | undefined
  readonly path: string
}

/** Answers questions about settings: globs are compiled once. */
export interface EffectiveSettings {
  /** False where `include` and `exclude` take the path out of the check. */
  covers(path: string): boolean
  /** The rule's setting for a finding about `subject`: the overrides that match, in order, over the rule's own. */
  at(rule: string, subject: Subject): RuleSetting
  /** Whether a finding of the rule can get through at all. */
  isOn(rule: string): boolean
  /** Every set of options that `at` can answer with for a rule. */
  optionSets(rule: string): readonly Readonly<Record<string, string>>[]
}

const absent: RuleSetting = { severity: 'off', options: {} }

export function effectiveSettings(settings: LintSettings): EffectiveSettings {
  const included = compileGlobs(settings.include)
  const excluded = compileGlobs(settings.exclude)
  const overrides = settings.overrides.map((override) => {
    const onPath = compileGlobs(override.paths)
    return {
      rules: override.rules,
      matches: ({ app, path }: Subject) =>
        (override.apps.length === 0 || (app !== undefined && override.apps.includes(app))) &&
        (override.paths.length === 0 || onPath(path)),
    }
  })
  return {
    covers: (path) => (settings.include.length === 0 || included(path)) && !excluded(path),
    at(rule, subject) {
      let setting = settings.rules.get(rule) ?? absent
      for (const override of overrides) {
        const change = override.rules.get(rule)
        if (change && override.matches(subject)) setting = overlay(setting, change)
      }
      return setting
    },
    isOn(rule) {
      const given = [settings.rules.get(rule), ...overrides.map(({ rules }) => rules.get(rule))]
      return given.some((setting) => setting?.severity !== undefined && setting.severity !== 'off')
    },
    optionSets(rule) {
      const first = settings.rules.get(rule)?.options ?? {}
      const sets = new Map([[optionsKey(first), first]])
      for (const override of overrides) {
        const options = override.rules.get(rule)?.options
        if (!options) continue
        for (const known of [...sets.values()]) {
          const changed = { ...known, ...options }
          sets.set(optionsKey(changed), changed)
        }
      }
      return [...sets.values()]
    },
  }
}

function overlay(setting: RuleSetting, change: Partial<RuleSetting>): RuleSetting {
  return {
    severity: change.severity ?? setting.severity,
    options: change.options ? { ...setting.options, ...change.options } : setting.options,
  }
}

/** Equal for equal options, whatever order they were given in. */
export function optionsKey(options: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The milder of two severities: the config caps what a rule says, a rule may say less. */
export function milder(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) > severities.indexOf(b) ? a : b
}
