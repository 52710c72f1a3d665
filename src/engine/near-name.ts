/** Longer names are nobody's slip of the pen. */
const maxLength = 100

/**
 * The candidate that somebody who typed `name` most likely meant, or undefined where none is near. A candidate
 * such as `history/edited-migration` is also found by its last part alone.
 */
export function nearName(name: string, candidates: Iterable<string>): string | undefined {
  const typed = name.slice(0, maxLength).toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(typed.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = Math.min(
      ...namesFor(candidate, typed).map((known) => editDistance(typed, known.toLowerCase())),
    )
    if (distance >= bestDistance) continue
    best = candidate
    bestDistance = distance
  }
  return best
}

/** The end of a sentence that says that `name` is unknown: `; did you mean "x"?`, or a full stop. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearName(name, candidates)
  return near === undefined ? '.' : `; did you mean "${near}"?`
}

function namesFor(candidate: string, typed: string): readonly string[] {
  const last = candidate.slice(candidate.lastIndexOf('/') + 1)
  return typed.includes('/') || last === candidate ? [candidate] : [candidate, last]
}

/** Levenshtein's distance: single characters added, dropped or exchanged. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const exchanged = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(exchanged, previous[column]! + 1, current[column - 1]! + 1))
    }
    previous = current
  }
  return previous[b.length]!
}
