import type { Place } from '../model/place.ts'
import type { Style, StyleName } from './style.ts'
import { visible } from './visible.ts'
import { displayWidth } from './width.ts'

/** Lines that are shown of a place before its middle is left out. */
const maxLines = 6
/** A tab as editors of Python show it. */
const tab = '    '
/** Code units to either side of a column that can be on the screen at all. */
const horizon = 500

export interface Frame {
  readonly lines: readonly string[]
  readonly place: Place
  /** The line number that `lines` starts with. */
  readonly firstLine: number
  /** Columns for the whole frame. */
  readonly width: number
  /** Columns for the line numbers, so that the frames of one finding stand below each other. */
  readonly gutter: number
  readonly colour: StyleName
}

/** Whether there is anything to show: the start of a file as such is not a region of it. */
export function isRegion(place: Place): boolean {
  return place.endLine > place.line || place.endColumn > place.column
}

/**
 * The lines of a place with its columns marked, as Rust's compiler draws them: carets below a single line,
 * a rail along several. Answers with nothing where the place is not in `lines`.
 */
export function codeFrame(frame: Frame, style: Style): string[] {
  const { place } = frame
  if (frame.lines[place.line - frame.firstLine] === undefined) return []
  const body = place.endLine > place.line ? severalLines(frame, style) : oneLine(frame, style)
  const edge = style(`${' '.repeat(frame.gutter)} |`, 'blue')
  return [edge, ...body, edge]
}

function oneLine(frame: Frame, style: Style): string[] {
  const { place, gutter, width, colour } = frame
  const line = frame.lines[place.line - frame.firstLine]!
  const { text, start, end } = crop(line, place.column - 1, place.endColumn - 1, width - gutter - 3)
  const marker = ' '.repeat(start) + style('^'.repeat(Math.max(1, end - start)), colour, 'bold')
  return [numbered(place.line, gutter, style) + text, `${bar(gutter, style)}${marker}`]
}

function severalLines(frame: Frame, style: Style): string[] {
  const { place, gutter, width, colour, lines, firstLine } = frame
  const room = width - gutter - 5
  const first = lines[place.line - firstLine]!
  const opensLine = first.slice(0, place.column - 1).trim() === ''
  const rail = (sign: string): string => style(sign, colour, 'bold')
  const numbers = shownLines(place.line, Math.min(place.endLine, firstLine + lines.length - 1))
  const body = numbers.flatMap((number): string[] => {
    if (number === undefined) return [`${style('...'.padEnd(gutter + 3), 'blue')}${rail('|')}`]
    const sign = number > place.line ? '|' : opensLine ? '/' : ' '
    const line = lines[number - firstLine]!
    const { text, start } = crop(line, number === place.line ? place.column - 1 : 0, 0, room)
    const shown = [`${numbered(number, gutter, style)}${rail(sign)} ${text}`.trimEnd()]
    if (sign === ' ') shown.push(`${bar(gutter, style)}${rail(` ${'_'.repeat(start + 1)}^`)}`)
    return shown
  })
  const last = lines[place.endLine - firstLine]
  if (last === undefined) return body
  const { end } = crop(last, 0, place.endColumn - 1, room)
  return [...body, `${bar(gutter, style)}${rail(`|${'_'.repeat(Math.max(1, end))}^`)}`]
}

/** Every line number, or the first ones, a gap, and the last ones. */
function shownLines(from: number, to: number): (number | undefined)[] {
  const range = (start: number, end: number): number[] =>
    Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => start + index)
  if (to - from < maxLines) return range(from, to)
  return [...range(from, from + maxLines - 3), undefined, ...range(to - 1, to)]
}

function numbered(line: number, gutter: number, style: Style): string {
  return `${style(`${String(line).padStart(gutter)} |`, 'blue')} `
}

function bar(gutter: number, style: Style): string {
  return `${style(`${' '.repeat(gutter)} |`, 'blue')} `
}

/**
 * One line as it can be printed in `width` columns, cut around the marked region where it is longer. `from`
 * and `to` are offsets in code units, `start` and `end` the columns where that region then stands.
 */
function crop(line: string, from: number, to: number, width: number) {
  const cut = Math.max(0, from - horizon)
  const near = line.slice(cut, from + horizon)
  const cells = toCells(near, cut)
  const total = cells.reduce((sum, cell) => sum + cell.width, 0)
  const columnOf = (offset: number): number => cells.find((cell) => cell.at >= offset)?.column ?? total
  const start = columnOf(from)
  const end = Math.max(start, columnOf(to))
  if (near.length === line.length && total <= width) return { text: textOf(cells), start, end }

  const startsInView = cut === 0 && Math.min(end, start + width / 2) < width
  const left = startsInView ? 0 : Math.max(0, start - Math.floor(width / 3))
  const lead = left > 0 || cut > 0 ? '…' : ''
  const shown = cells.filter((cell) => cell.column >= left && cell.column + cell.width <= left + width - 2)
  const complete = shown.at(-1) === cells.at(-1) && cut + near.length === line.length
  const shift = lead.length - left
  return {
    text: lead + textOf(shown) + (complete ? '' : '…'),
    start: Math.min(start + shift, width),
    end: Math.min(end + shift, width),
  }
}

/** What a character is printed as, where it stood in the line, and the column it starts in. */
interface Cell {
  readonly text: string
  readonly at: number
  readonly column: number
  readonly width: number
}

function toCells(line: string, offset: number): Cell[] {
  let at = offset
  let column = 0
  return [...line].map((character) => {
    const text = character === '\t' ? tab : visible(character)
    const cell = { text, at, column, width: displayWidth(text) }
    at += character.length
    column += cell.width
    return cell
  })
}

function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('')
}
