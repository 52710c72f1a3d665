import { check, type CheckRequest } from './check.ts'
import type { CheckResult } from './model/check-result.ts'

export type { Config, RuleConfig, RulesConfig } from './config/config.ts'
export { defineConfig } from './config/config.ts'
export type { Rule, RuleFinding, RuleMeta, RuleOption } from './engine/rule.ts'
export { defineRule } from './engine/rule.ts'
export type { ChangeSet, Edit, EditGrade, EditPart, MigrationChange } from './model/change-set.ts'
export type { CheckResult, Comparison, Summary, Unreadable } from './model/check-result.ts'
export { CannotCheckError, UsageError } from './model/errors.ts'
export type { Finding, Related, Severity } from './model/finding.ts'
export type { Dependency, Migration, MigrationId, Operation, Unresolved } from './model/migration.ts'
export type { Database } from './model/database.ts'
export type { Place } from './model/place.ts'
export type { App, Project } from './model/project.ts'

export type LintOptions = CheckRequest

/**
 * Checks a repository as `migration-lint check` does and answers with what the reporters print.
 *
 * @throws UsageError for wrong options or a wrong config; CannotCheckError where nothing may be concluded
 */
export async function lint(options: LintOptions): Promise<CheckResult> {
  return (await check(options)).result
}
