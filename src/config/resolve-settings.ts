import { optionIn, severityIn, type Preset, type RuleMeta } from '../engine/rule.ts'
import type { LintSettings, RuleSetting } from '../engine/settings.ts'
import { fileStart } from '../model/place.ts'
import type { Config, RuleConfig, RulesConfig } from './config.ts'
import { parseDatabase } from './database-schema.ts'

/**
 * What the engine needs of a config that `parseConfig` has checked: every rule of the catalogue with its
 * defaults, under what the config says. `file` is the config's path.
 */
export function resolveSettings(config: Config, file: string, rules: readonly RuleMeta[]): LintSettings {
  const given = ruleSettings(config.rules ?? {})
  const place = fileStart(file)
  const preset = config.preset ?? 'recommended'
  return {
    include: config.include ?? [],
    exclude: config.exclude ?? [],
    rules: new Map(
      rules.map((rule) => [
        rule.id,
        {
          severity: given.get(rule.id)?.severity ?? severityIn(rule, preset),
          options: { ...defaultsOf(rule.options, preset), ...given.get(rule.id)?.options },
        },
      ]),
    ),
    overrides: (config.overrides ?? []).map(({ apps = [], paths = [], rules: own }) => ({
      apps,
      paths,
      rules: ruleSettings(own),
    })),
    allow: (config.allow ?? []).map((allowance) => ({ ...allowance, place })),
    databases: [config.database ?? []].flat().map(parseDatabase),
    frameworks: { django: { ...config.frameworks?.django }, typeorm: { ...config.frameworks?.typeorm } },
  }
}

function ruleSettings(rules: RulesConfig): ReadonlyMap<string, Partial<RuleSetting>> {
  return new Map(Object.entries(rules).map(([id, setting]) => [id, toSetting(setting)]))
}

function toSetting(setting: RuleConfig): Partial<RuleSetting> {
  if (typeof setting === 'string') return { severity: setting }
  const [severity, options] = setting
  return options === undefined ? { severity } : { severity, options }
}

function defaultsOf(options: RuleMeta['options'], preset: Preset): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, optionIn(option, preset)]))
}
