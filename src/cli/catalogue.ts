import type { RuleMeta } from '../engine/rule.ts'
import { suppressionRules } from '../engine/suppression-rules.ts'
import { rules } from '../../rules/index.ts'

/** Everything that a finding can be of: the catalogue's rules, and the engine's own about suppressions. */
export function allRules(): readonly RuleMeta[] {
  return [...rules.map((rule) => rule.meta), ...suppressionRules]
}
