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
export function align<Item>(
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
  const pairs: [Item, Item][] = []
  const moved: Item[] = []
  let lastKept = -1
  for (const item of [...removed]) {
    const index = added.findIndex((other) => equal(item, other))
    if (index < 0) continue
    if (index < lastKept) moved.push(added[index]!)
    else lastKept = index
    removed.splice(removed.indexOf(item), 1)
    added.splice(index, 1)
    lastKept--
  }
  for (const item of [...removed]) {
    const index = added.findIndex((other) => subject(item) === subject(other))
    if (index < 0) continue
    pairs.push([item, added[index]!])
    removed.splice(removed.indexOf(item), 1)
    added.splice(index, 1)
  }
  return { pairs, removed, added, moved }
}
