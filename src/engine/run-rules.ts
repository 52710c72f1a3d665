import type { ChangeSet } from '../model/change-set.ts'
import type { Undecided } from '../model/drift.ts'
import type { Finding, Related } from '../model/finding.ts'
import type { EffectiveSettings } from './effective-setting.ts'
import { effectiveSettings, milder, optionsKey } from './effective-setting.ts'
import { orderFindings } from './order.ts'
import type { Rule, RuleFinding, RuleRelated } from './rule.ts'
import type { LintSettings } from './settings.ts'
import type { Sources, Suppressed } from './suppress.ts'
import { suppress } from './suppress.ts'
import { splitLines } from './suppression-comments.ts'

/**
 * Runs every rule on every change set. Answers with the findings that the settings let through, with their
 * effective severities and in the order of `orderFindings`, and how many a comment or the config suppressed.
 * A rule that throws is a defect: the error names the rule and carries the original as its `cause`.
 */
export function runRules(
  changeSets: readonly ChangeSet[],
  rules: readonly Rule[],
  settings: LintSettings,
  sources: Sources,
): Suppressed & { readonly undecided: readonly Undecided[] } {
  const effective = effectiveSettings(settings)
  const undecided: Undecided[] = []
  const found = changeSets.flatMap((changes) =>
    rules.flatMap((rule) =>
      effective.isOn(rule.meta.id) ? runRule(rule, changes, effective, sources, undecided) : [],
    ),
  )
  const { findings, suppressed } = suppress(found, changeSets, settings, effective, sources)
  return { findings: orderFindings(findings), suppressed, undecided }
}

/**
 * A rule gets its options before anybody knows which app or path its findings are about, and overrides can
 * change options by app and path. So the rule runs once for each set of options there is, and keeps the
 * findings for which that set is the one that holds.
 */
function runRule(
  rule: Rule,
  changes: ChangeSet,
  effective: EffectiveSettings,
  sources: Sources,
  undecided: Undecided[],
): Finding[] {
  const { id } = rule.meta
  const findings: Finding[] = []
  for (const options of effective.optionSets(id)) {
    const key = optionsKey(options)
    const report = (finding: RuleFinding): void => {
      const { path } = finding.place
      if (!effective.covers(path)) return
      const setting = effective.at(id, { app: finding.app, path })
      if (setting.severity === 'off' || optionsKey(setting.options) !== key) return
      findings.push(toFinding(rule, finding, setting.severity, changes, sources))
    }
    const leaveOpen = (one: Undecided): void => {
      const { path } = one.place
      const setting = effective.covers(path) ? effective.at(id, { path }) : undefined
      if (!setting || setting.severity === 'off' || optionsKey(setting.options) !== key) return
      undecided.push(one)
    }
    try {
      rule.check(changes, report, options, leaveOpen)
    } catch (cause) {
      throw new Error(`The rule ${id} failed: ${String(cause)}`, { cause })
    }
  }
  return findings
}

function toFinding(
  rule: Rule,
  { severity, ...finding }: RuleFinding,
  cap: Finding['severity'],
  { head, base }: ChangeSet,
  sources: Sources,
): Finding {
  const app =
    finding.app === undefined ? undefined : (head.apps.get(finding.app) ?? base?.apps.get(finding.app))
  return {
    ...finding,
    rule: rule.meta.id,
    severity: severity === undefined ? cap : milder(cap, severity),
    related: (finding.related ?? []).map((related) => toRelated(related, sources)),
    ...(app && { directory: app.directory }),
  }
}

/** Adds the lines as they were to a place at the merge base: a reader of the head has no other way to see them. */
function toRelated({ side, message, place }: RuleRelated, sources: Sources): Related {
  const text = side === 'base' ? sources.base(place.path) : undefined
  if (text === undefined) return { message, place }
  return {
    message,
    place,
    excerpt: splitLines(text)
      .slice(place.line - 1, place.endLine)
      .join('\n'),
  }
}
