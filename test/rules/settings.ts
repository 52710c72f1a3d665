import type { Rule } from '../../src/engine/rule.ts'
import type { LintSettings } from '../../src/engine/settings.ts'
import { suppressionRules } from '../../src/engine/suppression-rules.ts'

/** Every rule with its defaults, and options given over them by rule. */
export function effectiveDefaults(
  rules: readonly Rule[],
  given: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): LintSettings {
  const metas = [...rules.map((rule) => rule.meta), ...suppressionRules]
  return {
    include: [],
    exclude: [],
    rules: new Map(
      metas.map(({ id, severity, options }) => {
        const defaults = Object.entries(options).map(([name, option]) => [name, option.default])
        return [id, { severity, options: { ...Object.fromEntries(defaults), ...given[id] } }]
      }),
    ),
    overrides: [],
    allow: [],
    databases: [],
    frameworks: {},
  }
}
