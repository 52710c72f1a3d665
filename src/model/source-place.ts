import type { Place } from './place.ts'

/** A region of a file by offsets into its text. */
export interface Region {
  readonly path: string
  readonly start: number
  readonly end: number
}

const lineStarts = new WeakMap<{ readonly text: string }, readonly number[]>()

/** The place of a region of a file's text: offsets become lines and columns, both from 1. */
export function placeOf(file: { readonly text: string }, { path, start, end }: Region): Place {
  let starts = lineStarts.get(file)
  if (!starts) {
    const found = [0]
    for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) found.push(at + 1)
    lineStarts.set(file, (starts = found))
  }
  const [from, to] = [position(starts, start), position(starts, end)]
  return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

function position(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - starts[low]! + 1 }
}
