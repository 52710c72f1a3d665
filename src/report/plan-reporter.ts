import type { CheckResult } from '../model/check-result.ts'
import type { MigrationRow } from './plan-rows.ts'
import type { ReportOptions } from './reporter.ts'

/** Turns a plan, and what was found of it, into text that ends with a line break. Pure. */
export type PlanReporter = (
  rows: readonly MigrationRow[],
  result: CheckResult,
  options: Pick<ReportOptions, 'width' | 'colour'>,
) => string

export const planFormats = ['pretty', 'json', 'markdown'] as const
export type PlanFormat = (typeof planFormats)[number]

/** Loads one of them: a run needs no more. */
export async function loadPlanReporter(format: PlanFormat): Promise<PlanReporter> {
  switch (format) {
    case 'pretty':
      return (await import('./plan-pretty.ts')).planPretty
    case 'json':
      return (await import('./plan-json.ts')).planJson
    case 'markdown':
      return (await import('./plan-markdown.ts')).planMarkdown
  }
}
