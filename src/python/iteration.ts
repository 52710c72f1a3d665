import { keyOf } from './keys.ts'
import { memberList } from './members.ts'
import { isRest, type IteratorValue, type Origin, type SequenceValue, type Value } from './value.ts'

/**
 * What iterating over a value gives, and uses up an iterator; undefined where it is not known. The order of a
 * set is not known: see `members`.
 */
export function iterate(value: Value): readonly Value[] | undefined {
  if (value.kind === 'set' && value.items.length > 1) return undefined
  return members(value)
}

/** The same where the order does not matter. */
export function members(value: Value): readonly Value[] | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.items.some(isRest) ? undefined : [...value.items]
    case 'set':
      return hasKnownSize(value.items) ? [...value.items] : undefined
    case 'dict':
      return value.entries.some(({ key }) => isRest(key)) ? undefined : value.entries.map(({ key }) => key)
    case 'class':
      return memberList(value)
    case 'iterator':
      return takeAll(value)
    case 'const':
      return typeof value.value === 'string'
        ? [...value.value].map((character) => ({ kind: 'const', value: character }))
        : undefined
    default:
      return undefined
  }
}

/** A set's members, each once; two that may be equal are both kept. */
export function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = keyOf(item)
    if (key === undefined) return true
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** Whether every member of a set is known. */
export function hasKnownMembers({ items }: SequenceValue): boolean {
  return items.every((item) => keyOf(item) !== undefined)
}

/** Whether it is known how many members a set has: what is not known may be equal to another one. */
export function hasKnownSize(items: readonly Value[]): boolean {
  return items.every((item) => keyOf(item) !== undefined) || (items.length === 1 && !isRest(items[0]!))
}

/** An iterator that gives only once; `give` is asked when it is run over, as Python does it, and once. */
export function onceIterator(
  name: string,
  give: () => readonly Value[] | undefined,
  origin: Origin,
  over: readonly Value[],
): IteratorValue {
  let given: { items: readonly Value[] | undefined } | undefined
  const once = () => (given ??= { items: give() }).items
  return { kind: 'iterator', name, give: once, left: 'everything', over, origin }
}

/** Something of which part of what it gives may have been taken: what is left is not known. */
export function spoil(value: Value): void {
  if (value.kind === 'iterator' && value.left !== undefined) value.left = 'unknown'
}

function takeAll(iterator: IteratorValue): readonly Value[] | undefined {
  if (iterator.left === 'nothing') return []
  if (iterator.left === 'unknown') return undefined
  const items = iterator.give()
  if (iterator.left !== undefined) iterator.left = items ? 'nothing' : 'unknown'
  return items
}
