import type { RuleMeta } from './rule.ts'

/**
 * What the engine itself reports about comments and config entries that suppress findings. They are set in the
 * config as the rules of the catalogue are, and have pages beside them in `rules/suppression`.
 */
export const suppressionRules = [
  {
    id: 'suppression/malformed-comment',
    severity: 'error',
    summary: 'A migration-lint comment that is not understood, so that it suppresses nothing',
    options: {},
  },
  {
    id: 'suppression/missing-reason',
    severity: 'error',
    summary: 'A suppression without a reason, so that it suppresses nothing',
    options: {},
  },
  {
    id: 'suppression/unknown-rule',
    severity: 'error',
    summary: 'A suppression that names a rule which does not exist',
    options: {},
  },
  {
    id: 'suppression/unused',
    severity: 'warning',
    summary: 'A suppression that suppresses nothing',
    options: {},
  },
] as const satisfies readonly RuleMeta[]

export type SuppressionRuleId = (typeof suppressionRules)[number]['id']
