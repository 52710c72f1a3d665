import { equal, ordered } from './equality.ts'
import { distinct, iterate, members } from './iteration.ts'
import { keyOf } from './keys.ts'
import { method, type Methods } from './method-table.ts'
import { sizeLimit } from './operators.ts'
import { constant, intOf, isRest, type SequenceValue, type Value } from './value.ts'

const none = constant(null)

/** Where an item is first, -1 where it is not; undefined where it is not known. */
function indexOf(list: SequenceValue, wanted: Value | undefined): number | undefined {
  for (const [index, item] of list.items.entries()) {
    const same = wanted && !isRest(item) ? equal(item, wanted) : undefined
    if (same === undefined) return undefined
    if (same) return index
  }
  return -1
}

/** A copy in order; undefined where two items cannot be compared. */
export function sorted(items: readonly Value[]): Value[] | undefined {
  const budget = { left: 1_000_000, known: true }
  const copy = [...items].sort((a, b) => {
    const order = ordered(a, b, budget)
    if (order === undefined) budget.known = false
    return order ?? 0
  })
  return budget.known && !(items.length === 1 && isRest(items[0]!)) ? copy : undefined
}

const count = method<SequenceValue>(1, 1, (list, [wanted]) => {
  const results = list.items.map((item) => (wanted && !isRest(item) ? equal(item, wanted) : undefined))
  return results.includes(undefined) ? undefined : constant(results.filter(Boolean).length)
})

const index = method<SequenceValue>(1, 1, (list, [wanted]) => {
  const found = indexOf(list, wanted)
  return found === undefined || found < 0 ? undefined : constant(found)
})

export const tupleMethods: Methods<SequenceValue> = { count, index }

export const listMethods: Methods<SequenceValue> = {
  count,
  index,
  append: method(1, 1, (list, [item]) => {
    list.items.push(item!)
    return none
  }),
  extend: method(1, 1, (list, [more]) => {
    const items = more && iterate(more)
    if (!items || list.items.length + items.length > sizeLimit) return undefined
    for (const item of items) list.items.push(item)
    return none
  }),
  insert: method(2, 2, (list, [at, item]) => {
    const position = intOf(at)
    if (position === undefined || (position !== 0 && list.items.some(isRest))) return undefined
    list.items.splice(position, 0, item!)
    return none
  }),
  pop: method(0, 1, (list, [at]) => {
    const position = at ? intOf(at) : -1
    if (position === undefined || list.items.some(isRest)) return undefined
    const real = position < 0 ? position + list.items.length : position
    return real >= 0 && real < list.items.length ? list.items.splice(real, 1)[0] : undefined
  }),
  remove: method(1, 1, (list, [wanted]) => {
    const found = indexOf(list, wanted)
    if (found === undefined || found < 0) return undefined
    list.items.splice(found, 1)
    return none
  }),
  reverse: method(0, 0, (list) => {
    list.items.reverse()
    return none
  }),
  sort: method(0, 0, (list) => {
    const items = sorted(list.items)
    if (!items) return undefined
    list.items.splice(0, Infinity, ...items)
    return none
  }),
  clear: method(0, 0, (list) => {
    list.items.length = 0
    return none
  }),
  copy: method(0, 0, (list, _, origin) => ({ kind: 'list', items: [...list.items], origin })),
}

const isHashable = (value: Value | undefined) => value !== undefined && keyOf(value) !== undefined

/** Takes a member out; undefined where it is not known whether it is there. */
function discard(set: SequenceValue, member: Value | undefined): boolean | undefined {
  if (!isHashable(member) || !set.items.every(isHashable)) return undefined
  const at = set.items.findIndex((item) => keyOf(item) === keyOf(member!))
  if (at >= 0) set.items.splice(at, 1)
  return at >= 0
}

export const setMethods: Methods<SequenceValue> = {
  add: method(1, 1, (set, [item]) => {
    const key = keyOf(item!)
    if (key === undefined || !set.items.some((member) => keyOf(member) === key)) set.items.push(item!)
    return none
  }),
  update: method(0, 9, (set, args) => {
    const more = args.map(members)
    if (!more.every((items) => items !== undefined)) return undefined
    const all = distinct([...set.items, ...more.flat()])
    set.items.splice(0, Infinity, ...all)
    return none
  }),
  discard: method(1, 1, (set, [item]) => (discard(set, item) === undefined ? undefined : none)),
  remove: method(1, 1, (set, [item]) => (discard(set, item) === true ? none : undefined)),
  clear: method(0, 0, (set) => {
    set.items.length = 0
    return none
  }),
  copy: method(0, 0, (set, _, origin) => ({ kind: 'set', items: [...set.items], origin })),
}
