import type { Place } from '../model/place.ts'
import type { Origin } from './value.ts'

const lineStarts = new WeakMap<{ readonly text: string }, readonly number[]>()

/** The place of a region of a module's text: offsets become lines and columns, both from 1. */
export function placeOf(module: { readonly text: string }, origin: Origin): Place {
  let starts = lineStarts.get(module)
  if (!starts) {
    const found = [0]
    for (let i = module.text.indexOf('\n'); i >= 0; i = module.text.indexOf('\n', i + 1)) found.push(i + 1)
    lineStarts.set(module, (starts = found))
  }
  const start = position(starts, origin.start)
  const end = position(starts, origin.end)
  return {
    path: origin.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  }
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
