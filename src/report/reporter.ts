import type { CheckResult } from '../model/check-result.ts'

export interface ReportOptions {
  /** Columns that a line may take where it can be broken. */
  readonly width: number
  /** Whether the reader understands ANSI colours. */
  readonly colour: boolean
  /** Leaves out warnings and hints; they are still counted. */
  readonly quiet: boolean
  /** Lists what is unresolved, and how the base was chosen. */
  readonly verbose: boolean
  /** The text of a file at the head, for the lines around a finding; undefined where there is none. */
  readonly source: (path: string) => string | undefined
}

/** Turns a result into text that ends with a line break. Pure. */
export type Reporter = (result: CheckResult, options: ReportOptions) => string

export const formats = ['pretty', 'json', 'github', 'markdown'] as const
export type Format = (typeof formats)[number]
