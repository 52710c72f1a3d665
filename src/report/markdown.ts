import type { Finding } from '../model/finding.ts'
import type { Place } from '../model/place.ts'
import type { Reporter } from './reporter.ts'
import { helpLines } from './help-lines.ts'
import { code, prose, signs, table, text } from './markdown-text.ts'
import { byApp, describeCheck, describeUnresolved, describeVerdict, seconds } from './wording.ts'

/** For a job summary or a comment on a pull request: a table of findings for each app, and what was checked. */
export const markdown: Reporter = (result, { quiet }) => {
  const { summary } = result
  const findings = quiet ? result.findings.filter((f) => f.severity === 'error') : result.findings
  const blocks = [
    `## migration-lint: ${text(describeVerdict(result))}`,
    ...byApp(findings).flatMap((group) => [
      `### ${heading(group[0]!)}`,
      table(['Severity', 'Rule', 'Where', 'What'], group.map(toRow)),
    ]),
    ...(result.unreadable.length === 0
      ? []
      : [
          '### Could not check',
          table(
            ['Where', 'Why'],
            result.unreadable.map(({ place, message }) => [location(place), prose(message)]),
          ),
        ]),
    ...summary.notes.map(prose),
    ...(summary.unresolved === 0 ? [] : [`${prose(describeUnresolved(result))}.`]),
    `${prose(describeCheck(summary))} (${seconds(summary.durationMs)}).`,
  ]
  return `${blocks.join('\n\n')}\n`
}

function heading({ app, directory, place }: Finding): string {
  if (app === undefined) return code(place.path)
  return directory === undefined ? text(app) : `${text(app)} (${code(directory)})`
}

function toRow({ severity, rule, place, message, help, related }: Finding): readonly string[] {
  const notes = related.map((other) => `${prose(other.message)}: ${location(other.place)}`)
  const what = [`<b>${prose(message)}</b>`, ...notes, ...(help === '' ? [] : [helpText(help)])]
  return [signs[severity], code(rule), location(place), what.join('<br>')]
}

/** A table's cell has no lines: code is one after the other, with its indentation. */
function helpText(help: string): string {
  return helpLines(help)
    .map((line) => (line.isCode ? code(line.text.replaceAll(/ {2}/g, '\u00a0\u00a0')) : prose(line.text)))
    .join('<br>')
}

function location({ path, line }: Place): string {
  return code(`${path}:${line}`)
}
