/** The number in front of a migration's name. A longer one is a time stamp, and says nothing about its neighbours. */
const front = /^\d{1,7}(?!\d)/

/**
 * The names that migrations should have in a row after one with this number; names without a number in front stay.
 *
 * @param names in the order in which they run
 * @param last the number of what they come after; undefined where it has none
 * @param width how many digits that one has
 */
export function renumbered(
  names: readonly string[],
  last: number | undefined,
  width: number,
): readonly string[] {
  if (last === undefined || isAbove(names, last)) return names
  let number = last
  return names.map((name) =>
    front.test(name) ? name.replace(front, String(++number).padStart(width, '0')) : name,
  )
}

/** Whether the numbers rise from above `last`, so that they may stay. */
function isAbove(names: readonly string[], last: number): boolean {
  const numbers = names.flatMap((name) => front.exec(name)?.[0] ?? []).map(Number)
  return numbers.every((number, at) => number > (numbers[at - 1] ?? last))
}

/** How many digits a name starts with; 4, as frameworks do, where it starts with none. */
export function widthOf(name: string): number {
  return front.exec(name)?.[0].length ?? 4
}

/**
 * The name of a squash after what it replaces got other numbers: `0002_squashed_0004_size` has those of the first and the
 * last one, any other numbered name that of the first.
 */
export function squashName(name: string, first: string, last: string): string {
  const [from, to] = [first, last].map((replaced) => front.exec(replaced)?.[0])
  if (from === undefined || to === undefined) return name
  return name.replace(front, from).replace(/_squashed_\d{1,7}(?!\d)/, `_squashed_${to}`)
}
