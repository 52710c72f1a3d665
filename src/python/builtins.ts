import type { Arguments } from './calls.ts'
import { unary } from './arithmetic.ts'
import { decorated } from './decorators.ts'
import { entriesOf } from './dict-methods.ts'
import { dictOf, hasKnownSize as hasKnownEntries } from './dicts.ts'
import { ordered } from './equality.ts'
import { distinct, hasKnownSize, iterate, members, onceIterator, spoil } from './iteration.ts'
import { sorted } from './list-methods.ts'
import { memberList, plainOf } from './members.ts'
import { binary, sizeLimit } from './operators.ts'
import { repr, toText } from './repr.ts'
import { codePoints } from './text.ts'
import {
  constant,
  intOf,
  isRest,
  isSequence,
  stringOf,
  truth,
  type Origin,
  type SequenceValue,
  type Value,
} from './value.ts'

type Builtin = (given: Arguments, origin: Origin) => Value | undefined

/** A builtin that takes from `least` to `most` arguments, none of them by name. */
const plain =
  (
    least: number,
    most: number,
    run: (args: readonly Value[], origin: Origin) => Value | undefined,
  ): Builtin =>
  ({ args, keywords }, origin) =>
    keywords.size === 0 && args.length >= least && args.length <= most ? run(args, origin) : undefined

const collect = (kind: 'list' | 'tuple' | 'set') =>
  plain(0, 1, ([source], origin) => {
    if (!source) return { kind, items: [], origin }
    const items = kind === 'set' ? members(source) : iterate(source)
    return items && { kind, items: kind === 'set' ? distinct(items) : [...items], origin }
  })

/** Whether one of the items is true, or whether all are; Python stops at the first that tells. */
const tells = (which: boolean) =>
  plain(1, 1, ([source]) => {
    const items = source && iterate(source)
    for (const item of items ?? []) {
      const known = truth(item)
      if (known === undefined) return undefined
      if (known !== which) continue
      if (source) spoil(source)
      return constant(which)
    }
    return items && constant(!which)
  })

const extreme = (sign: 1 | -1) =>
  plain(1, 20, (args) => {
    const [only, ...others] = args
    const items = others.length === 0 && only ? members(only) : args
    let best = items?.[0]
    const budget = { left: 100_000 }
    for (const item of items?.slice(1) ?? []) {
      const order = best && ordered(item, best, budget)
      if (order === undefined) return undefined
      if (order * sign > 0) best = item
    }
    return best?.kind === 'const' && typeof best.value !== 'object' ? best : undefined
  })

/** Python's pure builtins, on values that are known; undefined where they are not. */
export const builtins: Readonly<Record<string, Builtin>> = {
  classmethod: plain(1, 1, ([value]) => decorated(value, 'builtins.classmethod')),
  staticmethod: plain(1, 1, ([value]) => decorated(value, 'builtins.staticmethod')),
  list: collect('list'),
  tuple: collect('tuple'),
  set: collect('set'),
  frozenset: (given, origin) => {
    const value = collect('set')(given, origin)
    return value && ({ ...value, isFrozen: true } as SequenceValue)
  },
  dict: ({ args: [source, ...others], keywords }, origin) => {
    const entries = source ? entriesOf(source) : []
    if (!entries || others.length > 0) return undefined
    const named = [...keywords].map(([key, value]) => ({ key: constant(key), value }))
    return dictOf([...entries, ...named], origin)
  },
  str: plain(0, 1, ([value]) => {
    const text = value ? toText(value) : ''
    return text === undefined ? undefined : constant(text)
  }),
  repr: plain(1, 1, ([value]) => {
    const text = value && repr(value)
    return text === undefined ? undefined : constant(text)
  }),
  int: plain(0, 1, ([given]) => {
    if (!given) return constant(0)
    const value = plainOf(given)
    if (value.kind !== 'const') return undefined
    const known = value.value
    if (typeof known === 'string')
      return /^ *[+-]?\d{1,15} *$/.test(known) ? constant(Number(known) || 0) : undefined
    if (typeof known === 'boolean') return constant(Number(known))
    if (typeof known === 'number' || typeof known === 'bigint') return value
    if (known?.kind !== 'float') return undefined
    const whole = Math.trunc(known.value) || 0
    return Number.isSafeInteger(whole) ? constant(whole) : undefined
  }),
  bool: plain(0, 1, ([value]) => {
    const known = value ? truth(value) : false
    return known === undefined ? undefined : constant(known)
  }),
  len: plain(1, 1, ([value]) => {
    const length = value && lengthOf(value)
    return length === undefined ? undefined : constant(length)
  }),
  abs: plain(1, 1, ([value]) => {
    if (value?.kind !== 'const') return undefined
    const negative = unary('-', value.value)
    const positive = unary('+', value.value)
    if (negative === undefined || positive === undefined) return undefined
    const order = ordered(constant(positive), constant(0), { left: 1 })
    return order === 0 && typeof positive === 'object'
      ? undefined
      : constant(order! < 0 ? negative : positive)
  }),
  any: tells(true),
  all: tells(false),
  min: extreme(-1),
  max: extreme(1),
  range: plain(1, 3, (args, origin) => {
    const numbers = args.map(intOf)
    const [start, stop, step] =
      numbers.length === 1 ? [0, numbers[0], 1] : [numbers[0], numbers[1], args.length > 2 ? numbers[2] : 1]
    if (start === undefined || stop === undefined || step === undefined || step === 0) return undefined
    const length = Math.max(0, Math.ceil((stop - start) / step))
    if (length > sizeLimit) return undefined
    const items = Array.from({ length }, (_, index) => constant(start + index * step))
    return { kind: 'iterator', name: 'range', give: () => items, left: undefined, over: [], origin }
  }),
  sorted: ({ args: [source, ...others], keywords }, origin) => {
    const items = source && others.length === 0 ? members(source) : undefined
    const reverse = keywords.size === 0 ? false : keywords.size === 1 && truthOf(keywords.get('reverse'))
    if (!items || (keywords.size > 0 && !keywords.has('reverse')) || reverse === undefined) return undefined
    // Reversed twice, what is equal stays in its order.
    const inOrder = sorted(reverse ? items.toReversed() : items)
    return inOrder && { kind: 'list', items: reverse ? inOrder.toReversed() : inOrder, origin }
  },
  reversed: plain(1, 1, ([source], origin) => {
    if (source?.kind !== 'list' && source?.kind !== 'tuple') return undefined
    const { length } = source.items
    // It starts at what was the end when it was made.
    const give = () => {
      const items = iterate(source)
      return items && items.length >= length ? items.slice(0, length).toReversed() : undefined
    }
    return onceIterator('reversed', give, origin, [source])
  }),
  enumerate: plain(1, 2, ([source, start], origin) => {
    const from = start ? intOf(start) : 0
    if (!source || from === undefined) return undefined
    const give = () =>
      iterate(source)?.map((item, index): Value => ({
        kind: 'tuple',
        items: [constant(from + index), item],
        origin,
      }))
    return onceIterator('enumerate', give, origin, [source])
  }),
  zip: plain(1, 20, (args, origin) =>
    onceIterator(
      'zip',
      () => {
        const columns = args.map(iterate)
        // Which of them it took one more from than it gave depends on their order.
        args.forEach(spoil)
        if (!columns.every((column) => column !== undefined)) return undefined
        const length = Math.min(...columns.map((column) => column.length))
        return Array.from({ length }, (_, index): Value => ({
          kind: 'tuple',
          items: columns.map((column) => column[index]!),
          origin,
        }))
      },
      origin,
      args,
    ),
  ),
  iter: plain(1, 1, ([source], origin) => {
    if (source?.kind === 'iterator' && source.left !== undefined) return source
    return source && onceIterator('iterator', () => iterate(source), origin, [source])
  }),
  sum: plain(1, 2, ([source, start = constant(0)], origin) => {
    const items = source && members(source)
    // Since Python 3.12 floats are added up in another way.
    if (!items || [start, ...items].some(isFloat) || stringOf(start) !== undefined) return undefined
    let total: Value | undefined = start
    if (isSequence(start)) {
      const lists = items.filter(
        (item) => isSequence(item) && item.kind === start.kind && start.kind !== 'set',
      )
      const all = lists.flatMap((list) => (isSequence(list) ? list.items : []))
      if (lists.length < items.length || all.length > sizeLimit) return undefined
      return { kind: start.kind, items: [...start.items, ...all], origin }
    }
    for (const item of items) total = total && binary('+', total, item, origin)
    return total
  }),
}

const truthOf = (value: Value | undefined) => (value ? truth(value) : undefined)

function isFloat(value: Value): boolean {
  if (value.kind !== 'const' || value.value === null || typeof value.value !== 'object') return false
  return value.value.kind === 'float'
}

function lengthOf(value: Value): number | undefined {
  switch (value.kind) {
    case 'const':
      if (typeof value.value === 'string') return codePoints(value.value).length
      if (value.value === null || typeof value.value !== 'object') return undefined
      return value.value.kind === 'bytes' ? value.value.text.length : undefined
    case 'list':
    case 'tuple':
      return value.items.some(isRest) ? undefined : value.items.length
    case 'set':
      return hasKnownSize(value.items) ? value.items.length : undefined
    case 'dict':
      return hasKnownEntries(value) ? value.entries.length : undefined
    case 'class':
      return memberList(value)?.length
    case 'iterator':
      return value.left === undefined ? value.give()?.length : undefined
    default:
      return undefined
  }
}

/** Every name that Python 3 has without an import; the constants are syntax. */
export const builtinNames: ReadonlySet<string> = new Set(
  (
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex ' +
    'copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr ' +
    'globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max ' +
    'memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice ' +
    'sorted staticmethod str sum super tuple type vars zip __import__ __build_class__ __debug__ NotImplemented ' +
    'Ellipsis ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError ' +
    'BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ' +
    'ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError ' +
    'Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit ' +
    'IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError ' +
    'KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError ' +
    'NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError ' +
    'RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration ' +
    'SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError ' +
    'UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ' +
    'ValueError Warning ZeroDivisionError __name__ __file__ __doc__ __package__ __spec__ __loader__ __path__ ' +
    '__builtins__ __annotations__'
  ).split(' '),
)
