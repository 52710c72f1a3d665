import type { AppliedComparison } from '../model/applied.ts'

export interface AppliedReportOptions {
  /** What the database is called in a sentence. */
  readonly database: string
  readonly width: number
  readonly colour: boolean
}

/** Turns a comparison into text that ends with a line break. Pure. */
export type AppliedReporter = (compared: AppliedComparison, options: AppliedReportOptions) => string

export const appliedFormats = ['pretty', 'json'] as const
export type AppliedFormat = (typeof appliedFormats)[number]

export async function loadAppliedReporter(format: AppliedFormat): Promise<AppliedReporter> {
  switch (format) {
    case 'pretty':
      return (await import('./applied-pretty.ts')).appliedPretty
    case 'json':
      return (await import('./applied-json.ts')).appliedJson
  }
}
