import {
  constant,
  textOf,
  undefinedValue,
  type ArrayValue,
  type FunctionValue,
  type Origin,
  type Value,
} from './value.ts'

/** How methods call the functions that they are given. */
type Call = (callee: FunctionValue, args: readonly Value[]) => Value
type ArrayMethod = (array: ArrayValue, args: readonly Value[], call: Call) => Value | undefined

/** What methods of an array give, and do to it; undefined where that is not followed. */
export const arrayMethods: Readonly<Record<string, ArrayMethod>> = {
  push: (array, args) => {
    array.items.push(...args)
    return constant(array.items.length)
  },
  pop: (array) => (isWhole(array) ? (array.items.pop() ?? undefinedValue) : undefined),
  shift: (array) => (isWhole(array) ? (array.items.shift() ?? undefinedValue) : undefined),
  reverse: (array) => {
    if (!isWhole(array)) return undefined
    array.items.reverse()
    return array
  },
  sort: (array, args) => {
    const sorted = args.length === 0 ? inOrder(array) : undefined
    if (!sorted) return undefined
    array.items.splice(0, array.items.length, ...sorted)
    return array
  },
  toSorted: (array, args) => list(args.length === 0 ? inOrder(array) : undefined, array.origin),
  slice: (array, args) => {
    const numbers = args.map((arg) => (arg.kind === 'const' ? arg.value : null))
    if (!isWhole(array) || !numbers.every((each) => each === undefined || typeof each === 'number'))
      return undefined
    return list(array.items.slice(...(numbers as number[])), array.origin)
  },
  at: (array, [index]) =>
    isWhole(array) && index?.kind === 'const' && typeof index.value === 'number'
      ? (array.items.at(index.value) ?? undefinedValue)
      : undefined,
  concat: ({ items, origin }, args) =>
    list([...items, ...args.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg]))], origin),
  join: ({ items }, [separator]) => {
    const texts = items.map((item) => (item.kind === 'const' ? String(item.value ?? '') : undefined))
    const between = separator === undefined ? ',' : textOf(separator)
    return texts.includes(undefined) || between === undefined ? undefined : constant(texts.join(between))
  },
  map: (array, [each], call) => {
    const results = eachItem(array, each, call)
    return results && list(results, array.origin)
  },
  reduce: (array, [each, first], call) => {
    if (!isWhole(array) || each?.kind !== 'function') return undefined
    const items = first ? [first, ...array.items] : array.items
    const skipped = first ? 1 : 0
    if (items.length === 0) return undefined
    return items.reduce((sum, item, index) => call(each, [sum, item, constant(index - skipped)]))
  },
  forEach: (array, [each], call) => (eachItem(array, each, call) ? constant(undefined) : undefined),
  filter: (array, [each], call) => {
    // `filter(Boolean)`
    const isBoolean = each?.kind === 'outside' && each.from === undefined && each.name === 'Boolean'
    const kept = isBoolean ? (isWhole(array) ? array.items : undefined) : eachItem(array, each, call)
    if (!kept?.every((value) => value.kind === 'const')) return undefined
    return list(
      array.items.filter((_, index) => Boolean((kept[index] as { value?: unknown }).value)),
      array.origin,
    )
  },
  includes: ({ items }, [wanted]) => {
    if (wanted?.kind !== 'const' || !items.every((item) => item.kind === 'const')) return undefined
    return constant(items.some(({ value }) => value === wanted.value))
  },
}

function list(items: readonly Value[] | undefined, origin: Origin): ArrayValue | undefined {
  return items && { kind: 'array', items: [...items], origin }
}

/** Whether all items are there, and none stands for any number of them. */
function isWhole({ items }: ArrayValue): boolean {
  return !items.some((item) => item.kind === 'unresolved' && item.rest)
}

/** Texts in the order of the language. */
function inOrder({ items }: ArrayValue): readonly Value[] | undefined {
  const texts = items.map(textOf)
  return texts.includes(undefined) ? undefined : (texts as readonly string[]).toSorted().map(constant)
}

/** The results of calling a function with every item; undefined where the items or the function are not known. */
function eachItem(array: ArrayValue, each: Value | undefined, call: Call): readonly Value[] | undefined {
  if (!isWhole(array) || each?.kind !== 'function') return undefined
  return [...array.items].map((item, index) => call(each, [item, constant(index)]))
}
