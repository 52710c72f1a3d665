import type { CheckResult } from '../model/check-result.ts'

/** What a script can rely on. `check` answers with the gravest that holds. */
export const exitCodes = {
  clean: 0,
  /** Errors, or more warnings than `--max-warnings`. */
  findings: 1,
  /** A wrong flag, path or config. */
  usage: 2,
  /** Nothing may be concluded: no base, git's own error, a changed migration that cannot be read, a defect. */
  cannotCheck: 3,
} as const

/** The exit code of a run that came to its end. Hints never fail one; without a limit, neither do warnings. */
export function exitCodeOf({ summary, unreadable }: CheckResult, maxWarnings: number | undefined): number {
  if (unreadable.length > 0) return exitCodes.cannotCheck
  const tooMany = maxWarnings !== undefined && summary.findings.warning > maxWarnings
  return summary.findings.error > 0 || tooMany ? exitCodes.findings : exitCodes.clean
}
