import type { Finding } from '../model/finding.ts'
import { severities } from '../model/finding.ts'

/** Apps in order, what belongs to no app last; within an app the gravest first, then by path and line. */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      Number(a.app === undefined) - Number(b.app === undefined) ||
      byCodeUnit(a.app ?? '', b.app ?? '') ||
      byCodeUnit(a.directory ?? '', b.directory ?? '') ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      byCodeUnit(a.place.path, b.place.path) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column ||
      byCodeUnit(a.rule, b.rule),
  )
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
