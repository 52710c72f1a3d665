import type { Place } from '../model/place.ts'

/** A comment that asks for findings to be dropped, as it stands in a file. */
export interface SuppressionComment {
  readonly place: Place
  /** The whole line without the space around it: what tells a new comment from an old one. */
  readonly text: string
  readonly rules: readonly string[]
  /** Empty where none is given. */
  readonly reason: string
  /** The line whose findings it drops; undefined where it holds for the whole file. */
  readonly line: number | undefined
  /** Why the comment means nothing, as a clause; undefined where it is well formed. */
  readonly malformed: string | undefined
}

const marker = 'migration-lint:'
const openers = ['#', '//', '--']
const kinds = ['disable-next-line', 'disable-file']

/**
 * The suppression comments of a file's text:
 *
 *     # migration-lint: disable-next-line=<rule>[,<rule>] -- <reason>
 *     # migration-lint: disable-file=<rule>[,<rule>] -- <reason>
 *
 * `//` and `--` open a comment as `#` does. The next line is the next one that is not a comment itself.
 * Pure, and linear in the text.
 */
export function suppressionComments(path: string, text: string): readonly SuppressionComment[] {
  if (!text.includes(marker)) return []
  const lines = splitLines(text)
  return lines.flatMap((line, index) => {
    const at = line.indexOf(marker)
    if (at < 0) return []
    const before = line.slice(0, at).trimEnd()
    const opener = openers.find((candidate) => before.endsWith(candidate))
    if (opener === undefined) return []
    const { kind, rules, reason, malformed } = parseDirective(line.slice(at + marker.length))
    const place = {
      path,
      line: index + 1,
      column: before.length - opener.length + 1,
      endLine: index + 1,
      endColumn: line.trimEnd().length + 1,
    }
    const target = kind === 'disable-file' ? undefined : nextCodeLine(lines, index)
    return [{ place, text: line.trim(), rules, reason, malformed, line: target }]
  })
}

/** Lines as editors count them. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/)
}

function parseDirective(text: string) {
  const words = ` ${text.trim()} `
  const dashes = words.indexOf(' -- ')
  const reason = dashes < 0 ? '' : words.slice(dashes + 4).trim()
  const directive = (dashes < 0 ? words : words.slice(0, dashes)).trim()
  const equals = directive.indexOf('=')
  const kind = (equals < 0 ? directive : directive.slice(0, equals)).trim()
  const rules = (equals < 0 ? '' : directive.slice(equals + 1))
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '')
  const malformed = !kinds.includes(kind)
    ? `"${kind}" is neither ${kinds.join(' nor ')}`
    : rules.length === 0
      ? 'it names no rule'
      : undefined
  return { kind, rules: [...new Set(rules)], reason, malformed }
}

function nextCodeLine(lines: readonly string[], index: number): number {
  let next = index + 1
  while (next < lines.length && openers.some((opener) => lines[next]!.trimStart().startsWith(opener))) next++
  return next + 1
}
