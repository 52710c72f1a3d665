/** Two lists laid side by side: pairs that belong together, and what only one of them has. */
export interface Alignment<Item> {
  readonly pairs: readonly (readonly [Item, Item])[]
  readonly removed: readonly Item[]
  readonly added: readonly Item[]
  /** Items that are in both, and not in the same order. */
  readonly moved: readonly Item[]
}

/**
 * Aligns two lists by keys, in order where it can: first items that are `equal`, then, of what is left, items
 * about the same thing (`subject`). Equal items are not paired: there is nothing to say of them.
 */
export function align<Item extends object>(
  before: readonly Item[],
  after: readonly Item[],
  equal: (before: Item, after: Item) => boolean,
  subject: (item: Item) => string,
): Alignment<Item> {
  let head = 0
  while (head < before.length && head < after.length && equal(before[head]!, after[head]!)) head++
  let tail = 0
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    equal(before[before.length - 1 - tail]!, after[after.length - 1 - tail]!)
  ) {
    tail++
  }
  const removed = before.slice(head, before.length - tail)
  const added = after.slice(head, after.length - tail)
  const unmatched = { before: new Set(removed), after: new Set(added) }
  const moved: Item[] = []
  let furthest = -1
  for (const item of removed) {
    const other = added.find((candidate) => unmatched.after.has(candidate) && equal(item, candidate))
    if (!other) continue
    const index = added.indexOf(other)
    if (index < furthest) moved.push(other)
    furthest = Math.max(furthest, index)
    unmatched.before.delete(item)
    unmatched.after.delete(other)
  }
  const pairs: [Item, Item][] = []
  for (const item of unmatched.before) {
    const other = [...unmatched.after].find((candidate) => subject(item) === subject(candidate))
    if (!other) continue
    pairs.push([item, other])
    unmatched.before.delete(item)
    unmatched.after.delete(other)
  }
  return { pairs, removed: [...unmatched.before], added: [...unmatched.after], moved }
}
