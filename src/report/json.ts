import type { CheckResult, Summary } from '../model/check-result.ts'
import type { Finding } from '../model/finding.ts'
import type { Output } from './output-schema.ts'
import type { Reporter } from './reporter.ts'

/** For programs: see `output-schema.ts`. Every finding is there, also with `--quiet`. */
export const json: Reporter = (result, { verbose }) =>
  `${printable(JSON.stringify(toOutput(result, verbose), null, 2))}\n`

function toOutput(
  { findings, unreadable, unresolved, undecided, summary }: CheckResult,
  verbose: boolean,
): Output {
  return {
    schemaVersion: 1,
    findings: findings.map(toFinding),
    unreadable: unreadable.map(({ message, place }) => ({ message, ...place })),
    ...(verbose && { unresolved: unresolved.map(({ place, ...rest }) => ({ ...rest, ...place })) }),
    ...(verbose && {
      undecided: undecided.map(({ place, remedy, ...rest }) => ({
        ...rest,
        remedy: remedy ?? null,
        ...place,
      })),
    }),
    summary: toSummary(summary),
  }
}

function toFinding({
  rule,
  severity,
  message,
  help,
  place,
  app,
  migration,
  difference,
  related,
}: Finding): Output['findings'][number] {
  return {
    rule,
    severity,
    message,
    help,
    ...place,
    app: app ?? null,
    migration: migration ?? null,
    difference: difference
      ? { ...difference, name: difference.name ?? null, attributes: [...difference.attributes] }
      : null,
    related: related.map((other) => ({
      message: other.message,
      ...other.place,
      excerpt: other.excerpt ?? null,
    })),
  }
}

function toSummary({ comparison, ...summary }: Summary): Output['summary'] {
  const base = comparison && {
    ref: comparison.baseRef,
    from: comparison.baseFrom,
    commit: comparison.baseCommit,
    tip: comparison.targetCommit,
  }
  const { projects, apps, migrations, changed, suppressed, unresolved, drift, durationMs } = summary
  return {
    base: base ?? null,
    head: comparison?.head ?? null,
    projects,
    apps,
    migrations,
    changed,
    findings: { ...summary.findings },
    suppressed,
    unresolved,
    drift: drift ? { models: { ...drift.models }, fields: { ...drift.fields } } : null,
    durationMs: Math.round(durationMs),
    notes: [...summary.notes],
  }
}

/**
 * The same data without characters that a terminal or a CI runner's log acts on: JSON itself escapes C0
 * controls and lone surrogates, but neither C1 controls, DEL and bidirectional controls, nor `##[`.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) =>
      escaped(character),
    )
    .replace(/##(?=[a-z]{0,20}\[)/gi, `#${escaped('#')}`)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
