import type { Arguments } from './calls.ts'
import { iterate } from './comprehensions.ts'
import { toText } from './format.ts'
import { sizeLimit } from './operators.ts'
import { constant, isSequence, stringOf, truth, type Origin, type Value } from './value.ts'

type Builtin = (given: Arguments, origin: Origin) => Value | undefined

const collect =
  (kind: 'list' | 'tuple' | 'set'): Builtin =>
  ({ args: [source] }, origin) => {
    const items = source ? iterate(source) : []
    return items && { kind, items: [...items], origin }
  }

/** Python's pure builtins, on values that are known; undefined where they are not. */
export const builtins: Readonly<Record<string, Builtin>> = {
  list: collect('list'),
  tuple: collect('tuple'),
  set: collect('set'),
  frozenset: collect('set'),
  dict: ({ args: [source], keywords }, origin) => {
    if (source && source.kind !== 'dict') return undefined
    const named = [...keywords].map(([key, value]) => ({ key: constant(key), value }))
    return { kind: 'dict', entries: [...(source?.entries ?? []), ...named], origin }
  },
  str: ({ args: [value] }) => {
    const text = value ? toText(value) : ''
    return text === undefined ? undefined : constant(text)
  },
  int: ({ args: [value] }) => {
    if (value?.kind !== 'const') return undefined
    const number =
      typeof value.value === 'string' && /^\s*[+-]?\d{1,15}\s*$/.test(value.value)
        ? Number(value.value)
        : value.value
    return typeof number === 'number' ? constant(Math.trunc(number)) : undefined
  },
  bool: ({ args: [value] }) => {
    const known = value ? truth(value) : false
    return known === undefined ? undefined : constant(known)
  },
  len: ({ args: [value] }) => {
    if (!value) return undefined
    const text = stringOf(value)
    const length = text !== undefined ? [...text].length : iterate(value)?.length
    return length === undefined ? undefined : constant(length)
  },
  range: ({ args }, origin) => {
    const numbers = args.map((arg) =>
      arg.kind === 'const' && typeof arg.value === 'number' ? arg.value : undefined,
    )
    const [start, stop, step] =
      numbers.length === 1
        ? [0, numbers[0], 1]
        : [numbers[0], numbers[1], numbers.length > 2 ? numbers[2] : 1]
    if (start === undefined || stop === undefined || step === undefined || step === 0) return undefined
    const length = Math.max(0, Math.ceil((stop - start) / step))
    if (length > sizeLimit) return undefined
    return {
      kind: 'list',
      items: Array.from({ length }, (_, index) => constant(start + index * step)),
      origin,
    }
  },
  sorted: ({ args: [source], keywords }, origin) => {
    const texts = source && keywords.size === 0 ? iterate(source)?.map(stringOf) : undefined
    if (!texts?.every((text) => text !== undefined)) return undefined
    return { kind: 'list', items: texts.sort(byCodePoint).map(constant), origin }
  },
  reversed: ({ args: [source] }, origin) => {
    const items = source && iterate(source)
    return items && { kind: 'list', items: items.toReversed(), origin }
  },
  enumerate: ({ args: [source, start] }, origin) => {
    const items = source && iterate(source)
    const from =
      start?.kind === 'const' && typeof start.value === 'number' ? start.value : start ? undefined : 0
    if (!items || from === undefined) return undefined
    return {
      kind: 'list',
      items: items.map((item, index) => ({ kind: 'tuple', items: [constant(from + index), item], origin })),
      origin,
    }
  },
  zip: ({ args }, origin) => {
    const columns = args.map(iterate)
    if (columns.length === 0 || !columns.every((column) => column !== undefined)) return undefined
    const length = Math.min(...columns.map((column) => column.length))
    const row = (index: number): Value => ({
      kind: 'tuple',
      items: columns.map((column) => column[index]!),
      origin,
    })
    return { kind: 'list', items: Array.from({ length }, (_, index) => row(index)), origin }
  },
  getattr: ({ args: [object, name, fallback] }) => {
    const attribute = stringOf(name)
    if (object?.kind !== 'reference' || attribute === undefined || fallback) return undefined
    return { kind: 'reference', path: `${object.path}.${attribute}` }
  },
  sum: ({ args: [source, start] }, origin) => {
    const lists = source && iterate(source)
    if (!lists?.every((item) => isSequence(item)) || !isSequence(start)) return undefined
    return { kind: start.kind, items: [...start.items, ...lists.flatMap((list) => list.items)], origin }
  },
}

/** Python orders strings by code point, JavaScript by UTF-16 code unit. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
