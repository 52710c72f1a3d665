import { severities, type Finding, type Severity } from '../model/finding.ts'
import type { Place } from '../model/place.ts'
import { pretty } from './pretty.ts'
import type { Reporter } from './reporter.ts'
import { visible, withoutCommands } from './visible.ts'
import { count } from './wording.ts'

/** Annotations of one kind that GitHub shows for a step; it drops the rest without a word. */
const limit = 10

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' }

/**
 * For GitHub Actions: workflow commands that annotate the lines of a pull request, folded away in the log,
 * then the text that people read. The gravest findings come first, and what GitHub would drop is counted.
 */
export const github: Reporter = (result, options) => {
  const shown = severities.filter((severity) => !options.quiet || severity === 'error')
  const unreadable = result.unreadable.map(({ place, message }) =>
    annotation('error', 'could not check', message, place),
  )
  const annotations = shown.map((severity) => [
    ...(severity === 'error' ? unreadable : []),
    ...result.findings.filter((finding) => finding.severity === severity).map(toAnnotation),
  ])
  const lines = annotations.flatMap((all) => all.slice(0, limit))
  const left = annotations.flatMap((all) => all.slice(limit)).length
  const more =
    left === 0 ? [] : [`GitHub shows ${limit} annotations of a kind: ${count(left, 'finding')} more below.`]
  const folded = lines.length === 0 ? [] : ['::group::Annotations', ...lines, '::endgroup::']
  return [...folded, ...more, pretty(result, options)].join('\n')
}

function toAnnotation({ severity, rule, message, help, place }: Finding): string {
  return annotation(commands[severity], rule, help === '' ? message : `${message}\n${help}`, place)
}

function annotation(command: string, title: string, message: string, place: Place): string {
  const { path, line, endLine, column, endColumn } = place
  const columns = line === endLine && endColumn > column ? { col: column, endColumn } : {}
  const properties = Object.entries({
    file: path,
    line,
    endLine,
    ...columns,
    title: `migration-lint ${title}`,
  })
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')
  return `::${command} ${list}::${escapeData(message)}`
}

/** Escapes as `@actions/core` does (packages/core/src/command.ts), once control characters are written out. */
function escapeData(text: string): string {
  const lines = text.split('\n').map((line) => harmless(line).replaceAll('%', '%25'))
  return lines.join('%0A')
}

function escapeProperty(text: string): string {
  return harmless(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function harmless(text: string): string {
  return withoutCommands(visible(text))
}
