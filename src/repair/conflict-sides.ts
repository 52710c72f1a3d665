/** The last migration on each side. */
export interface Sides {
  readonly ours: string
  readonly theirs: string
}

/** The two sides of a file that is nothing but one conflict of one line each, in any of git's styles. */
export function conflictSides(text: string, markerSize: number): Sides | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const isMarker = (line: string, sign: string): boolean =>
    line.startsWith(sign.repeat(markerSize)) && line.charAt(markerSize).trim() === ''
  const start = lines.findIndex((line) => isMarker(line, '<'))
  const base = lines.findIndex((line) => isMarker(line, '|'))
  const middle = lines.findIndex((line) => isMarker(line, '='))
  const end = lines.findIndex((line) => isMarker(line, '>'))
  const isWhole = start === 0 && middle > 0 && end > middle && lines.slice(end + 1).join('') === ''
  const [ours, theirs] = [lines.slice(1, base > 0 ? base : middle), lines.slice(middle + 1, end)]
  const isName = (side: readonly string[]): boolean => side.length === 1 && /^\S{1,255}$/.test(side[0]!)
  return isWhole && isName(ours) && isName(theirs) ? { ours: ours[0]!, theirs: theirs[0]! } : undefined
}
