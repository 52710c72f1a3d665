import type { CheckResult, Summary } from '../model/check-result.ts'
import { severities, type Finding, type Severity } from '../model/finding.ts'

/** `1 error`, `1,429 migrations`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
}

/** `1 error, 2 warnings`; `no findings` where there are none. */
export function countFindings(findings: Readonly<Record<Severity, number>>): string {
  const counts = severities.filter((severity) => findings[severity] > 0)
  return counts.map((severity) => count(findings[severity], severity)).join(', ') || 'no findings'
}

/** What was compared with what, and how much of it changed, without its full stop. */
export function describeCheck({ comparison, changed, migrations, apps }: Summary): string {
  const all = `${count(migrations, 'migration')} in ${count(apps, 'app')}`
  if (!comparison) return `There is no commit to compare with, so everything is new: ${all}`
  const { baseCommit, baseRef, head } = comparison
  const changes = `${changed.toLocaleString('en-US')} of ${all} changed`
  return `Compared ${head} with ${baseCommit.slice(0, 7)} on ${baseRef}: ${changes}`
}

/** `2 errors (1 suppressed), 1 migration could not be checked`. */
export function describeVerdict({ summary, unreadable }: CheckResult): string {
  const found = countFindings(summary.findings)
  const suppressed = summary.suppressed > 0 ? ` (${summary.suppressed} suppressed)` : ''
  const unread = unreadable.length > 0 ? `, ${count(unreadable.length, 'file')} could not be checked` : ''
  return found + suppressed + unread
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`
}

/** How many expressions are not known, without its full stop; nothing where all are. */
export function describeUnresolved({ summary }: CheckResult): string {
  if (summary.unresolved === 0) return ''
  return `${count(summary.unresolved, 'expression')} could not be evaluated without running code`
}

/** How much of the models was compared with the migrations, without its full stop; nothing where no rule does. */
export function describeDrift({ drift }: Summary): string {
  if (!drift || drift.models.total === 0) return ''
  const part = ({ decided, total }: { decided: number; total: number }, noun: string) => {
    if (decided < total) return `${decided.toLocaleString('en-US')} of ${count(total, noun)}`
    return total > 1 ? `all ${count(total, noun)}` : count(total, noun)
  }
  return `Compared ${part(drift.models, 'model')} and ${part(drift.fields, 'field')} with their migrations`
}

/** Findings by app, in the order in which they come. */
export function byApp(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = JSON.stringify([finding.app, finding.directory])
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return [...groups.values()]
}
