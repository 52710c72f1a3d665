import type { Row } from './same-finding.ts'

/**
 * Who is right about a finding, as read in the migration; the first verdict that fits a row counts. What one of the two
 * reports alone needs one; what both report is right unless a verdict says otherwise.
 */
export interface Verdict {
  /** The code of theirs or the rule of ours. */
  readonly of: string
  /** Only of this repository, this migration, or where the SQL or the text of the finding matches a pattern. */
  readonly repository?: string
  readonly migration?: string
  readonly sql?: string
  readonly says?: string
  /** `nobody`: both report it, and it is a false alarm. */
  readonly right: 'they' | 'we' | 'taste' | 'nobody'
  /** Why, as a clause. */
  readonly reason: string
}

export type Ruling =
  'shared' | 'shared false alarm' | 'alone and right' | 'false alarm' | 'taste' | 'not read'

/** What a finding is, by the verdicts on it. */
export function rulingOf(row: Row, verdicts: readonly Verdict[]): Ruling {
  const right = verdicts.find((verdict) => fits(verdict, row))?.right
  if (row.isShared) return right === 'nobody' ? 'shared false alarm' : 'shared'
  if (right === undefined) return 'not read'
  if (right === 'taste') return 'taste'
  return right === (row.by === 'them' ? 'they' : 'we') ? 'alone and right' : 'false alarm'
}

/** Whether a verdict is on a row. */
export function fits(verdict: Verdict, row: Row): boolean {
  const { of, repository, migration, sql, says } = verdict
  return (
    of === row.name &&
    (repository === undefined || repository === row.repository) &&
    (migration === undefined || migration === row.migration) &&
    (sql === undefined || row.sql.some((statement) => new RegExp(sql).test(statement))) &&
    (says === undefined || new RegExp(says).test(row.text))
  )
}
