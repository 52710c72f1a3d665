import type { CheckResult } from '../model/check-result.ts'
import type { Undecided } from '../model/drift.ts'
import { groupBy } from '../model/group-by.ts'
import { codeListing } from '../model/listing.ts'
import type { Finding, Related } from '../model/finding.ts'
import type { Place } from '../model/place.ts'
import { codeFrame, isRegion } from './code-frame.ts'
import { helpLines } from './help-lines.ts'
import type { Reporter, ReportOptions } from './reporter.ts'
import { severityColour, styler, type Style, type StyleName } from './style.ts'
import { visible, withoutCommands } from './visible.ts'
import { wrap } from './width.ts'
import {
  byApp,
  describeCheck,
  describeDrift,
  describeUnresolved,
  describeVerdict,
  seconds,
} from './wording.ts'

/** For people: findings by app with the lines at fault, and a last line that says what was checked. */
export const pretty: Reporter = (result, options) => {
  const page = new Page(options)
  const findings = options.quiet ? result.findings.filter((f) => f.severity === 'error') : result.findings
  const blocks = [
    ...byApp(findings).flatMap((group) => [page.appHeading(group[0]!), ...group.map((f) => page.finding(f))]),
    ...result.unreadable.map((unreadable) => page.unreadable(unreadable)),
    ...(options.verbose ? [...page.unresolved(result), ...page.undecided(result)] : []),
    page.closing(result),
  ]
  return withoutCommands(blocks.map((lines) => `${lines.join('\n')}\n`).join('\n'))
}

class Page {
  readonly #options: ReportOptions
  readonly #style: Style
  readonly #lines = new Map<string, readonly string[]>()

  constructor(options: ReportOptions) {
    this.#options = options
    this.#style = styler(options.colour)
  }

  appHeading({ app, directory, place }: Finding): string[] {
    if (app === undefined) return [this.#style(visible(place.path), 'bold', 'underline')]
    const folder = directory === undefined ? '' : ` (${visible(directory)})`
    return [this.#style(visible(app), 'bold', 'underline') + this.#style(folder, 'dim')]
  }

  finding(finding: Finding): string[] {
    const { rule, severity, message, help, place, related } = finding
    const gutter = String(Math.max(...[place, ...related.map((r) => r.place)].map((p) => p.endLine))).length
    const colour = severityColour[severity]
    return [
      ...this.#headed(severity, colour, `[${visible(rule)}]`, message),
      this.#location(place, gutter),
      ...this.#frame(place, gutter, colour),
      ...related.flatMap((other) => this.#related(other, gutter)),
      ...(help === '' ? [] : this.#note('help', help, gutter)),
    ]
  }

  unreadable({ place, message }: CheckResult['unreadable'][number]): string[] {
    const gutter = String(place.endLine).length
    return [
      ...this.#headed('could not check', 'red', '', message),
      this.#location(place, gutter),
      ...this.#frame(place, gutter, 'red'),
    ]
  }

  unresolved({ unresolved }: CheckResult): string[][] {
    if (unresolved.length === 0) return []
    const listed = unresolved.flatMap(({ place, source, reason }) => {
      const line = `${place.path}:${place.line}:${place.column}: ${source} (${reason})`
      return wrap(visible(line), this.#options.width - 2, 2).map((part) => `  ${part}`)
    })
    return [['Not known without running code:', ...listed]]
  }

  /** What of the models was not compared: one line a cause. */
  undecided({ undecided }: CheckResult): string[][] {
    if (undecided.length === 0) return []
    const causes = groupBy(undecided, ({ cause, remedy }) => JSON.stringify([cause, remedy]))
    const listed = [...causes.values()].flatMap((group) => {
      const [{ cause, remedy, place }] = group as [Undecided]
      const what = codeListing(
        group.map((one) => one.what),
        3,
      )
      const line = `${place.path}:${place.line}: ${what}: ${cause}${remedy === undefined ? '' : ` (to resolve it, ${remedy})`}`
      return wrap(visible(line), this.#options.width - 2, 2).map((part) => `  ${part}`)
    })
    return [['Not compared with the migrations:', ...listed]]
  }

  /** Notes, what is not known, and what was checked: the last line of every run. */
  closing(result: CheckResult): string[] {
    const { summary } = result
    const { verbose, width } = this.#options
    const { comparison } = summary
    const chosen =
      verbose && comparison ? [`The base is ${comparison.baseRef}, from ${comparison.baseFrom}.`] : []
    const unknown = describeUnresolved(result)
    const list = unknown === '' ? [] : [verbose ? `${unknown}.` : `${unknown} (see \`--verbose\`).`]
    const models = describeDrift(summary)
    const seeVerbose = result.undecided.length > 0 && !verbose ? ' (see `--verbose`)' : ''
    const compared = models === '' ? [] : [`${models}${seeVerbose}.`]
    const last = `${describeCheck(summary)}; ${describeVerdict(result)} in ${seconds(summary.durationMs)}.`
    return [
      ...[...summary.notes, ...chosen, ...list, ...compared].flatMap((note) => wrap(visible(note), width)),
      ...wrap(visible(last), width).map((line) => this.#style(line, 'bold', verdictColour(result))),
    ]
  }

  #headed(label: string, colour: StyleName, after: string, message: string): string[] {
    const [first = '', ...rest] = wrap(`${label}${after}: ${oneParagraph(message)}`, this.#options.width, 2)
    const opening = first.slice(label.length + after.length)
    return [this.#style(label, colour, 'bold') + this.#style(after, 'bold') + opening, ...rest]
  }

  #location({ path, line, column }: Place, gutter: number): string {
    return `${' '.repeat(gutter)}${this.#style('-->', 'blue')} ${visible(path)}:${line}:${column}`
  }

  #frame(place: Place, gutter: number, colour: StyleName): string[] {
    if (!isRegion(place)) return []
    const { width } = this.#options
    return codeFrame(
      { lines: this.#sourceLines(place.path), firstLine: 1, place, width, gutter, colour },
      this.#style,
    )
  }

  #related({ message, place, excerpt }: Related, gutter: number): string[] {
    const { width } = this.#options
    const frame =
      excerpt === undefined
        ? this.#frame(place, gutter, 'blue')
        : codeFrame(
            {
              lines: excerpt.split(/\r\n|\n|\r/),
              firstLine: place.line,
              place,
              width,
              gutter,
              colour: 'blue',
            },
            this.#style,
          )
    return [...this.#note('note', message, gutter), this.#location(place, gutter), ...frame]
  }

  #note(label: string, text: string, gutter: number): string[] {
    const indent = gutter + label.length + 5
    const lines = helpLines(text).flatMap(({ text: line, isCode }) =>
      isCode ? [visible(line)] : wrap(visible(line), this.#options.width - indent),
    )
    const lead = `${' '.repeat(gutter)} ${this.#style('=', 'blue')} ${this.#style(label, 'bold')}: `
    return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line)
  }

  #sourceLines(path: string): readonly string[] {
    const known = this.#lines.get(path)
    if (known) return known
    const lines = this.#options.source(path)?.split(/\r\n|\n|\r/) ?? []
    this.#lines.set(path, lines)
    return lines
  }
}

function oneParagraph(message: string): string {
  return message.split('\n').map(visible).join(' ')
}

function verdictColour({ summary, unreadable }: CheckResult): StyleName {
  if (summary.findings.error > 0 || unreadable.length > 0) return 'red'
  if (summary.findings.warning > 0) return 'yellow'
  return 'green'
}
