/** A line of a comparison: in both texts, only in the first, only in the second. */
export interface DiffLine {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
}

/**
 * The shortest way from one list of lines to another (E. Myers, "An O(ND) Difference Algorithm and Its Variations",
 * 1986): a copy of the furthest points is kept for each number of changes, so it is meant for texts that differ little.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const trace: Map<number, number>[] = []
  const furthest = new Map<number, number>([[1, 0]])
  for (let changes = 0; ; changes++) {
    trace.push(new Map(furthest))
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = stepsDown(furthest, diagonal, changes)
        ? furthest.get(diagonal + 1)!
        : furthest.get(diagonal - 1)! + 1
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++
      furthest.set(diagonal, x)
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after)
    }
  }
}

/** Whether the furthest point of a diagonal is reached by adding a line, not by taking one away. */
function stepsDown(furthest: ReadonlyMap<number, number>, diagonal: number, changes: number): boolean {
  if (diagonal === -changes) return true
  return diagonal !== changes && furthest.get(diagonal - 1)! < furthest.get(diagonal + 1)!
}

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): DiffLine[] {
  const lines: DiffLine[] = []
  let [x, y] = [before.length, after.length]
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const furthest = trace[changes]!
    const diagonal = x - y
    const from = stepsDown(furthest, diagonal, changes) ? diagonal + 1 : diagonal - 1
    const startX = changes === 0 ? 0 : furthest.get(from)!
    const startY = changes === 0 ? 0 : startX - from
    while (x > startX && y > startY) {
      lines.push({ mark: ' ', text: before[--x]! })
      y--
    }
    if (changes === 0) break
    if (x === startX) lines.push({ mark: '+', text: after[--y]! })
    else lines.push({ mark: '-', text: before[--x]! })
  }
  return lines.reverse()
}
