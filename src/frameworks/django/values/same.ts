import { equal } from '../../../python/equality.ts'
import { isRest, isSequence, type CallValue, type SequenceValue, type Value } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import { calleePath } from './calls.ts'
import { exactOf, exactText, sameNumber, type Exact } from './exact.ts'
import { isKnownPath, isPlainObject, namesClass, natureOf } from './nature.ts'
import { newest, normal } from './normal.ts'

/** Values can hold one another many times over: comparing two of them ends after so many pairs. */
const mostPairs = 100_000
const deepest = 50

interface Budget {
  left: number
}

/**
 * Whether two values are equal as the autodetector compares them: `deep_deconstruct()` of both and then `==`
 * (django/db/migrations/autodetector.py). Undefined where what is known of them does not tell.
 */
export function same(a: Value, b: Value, version: DjangoVersion = newest): boolean | undefined {
  if (a === b && isSettled(a)) return true
  return compare(normal(a, version), normal(b, version), { left: mostPairs }, 0)
}

/** Both, or all, of several parts. */
export function every(results: Iterable<boolean | undefined>): boolean | undefined {
  let all: boolean | undefined = true
  for (const result of results) {
    if (result === false) return false
    if (result === undefined) all = undefined
  }
  return all
}

/** One object is equal to itself, unless it holds what is not known, which may be another thing each time. */
function isSettled(value: Value): boolean {
  return (
    value.kind === 'const' ||
    value.kind === 'function' ||
    value.kind === 'class' ||
    value.kind === 'reference'
  )
}

function compare(a: Value, b: Value, budget: Budget, depth: number): boolean | undefined {
  if (--budget.left < 0 || depth > deepest) return undefined
  if (a.kind === 'unresolved' || b.kind === 'unresolved') return undefined
  const inner = (x: Value, y: Value) => compare(x, y, budget, depth + 1)
  const [one, other] = [numberOf(a), numberOf(b)]
  if (one && other) return sameNumber(one, other)
  if (a.kind === 'const' && b.kind === 'const') return equal(a, b)
  if ((a.kind === 'list' || a.kind === 'tuple') && a.kind === b.kind) return sequences(a, b, inner)
  if (a.kind === 'set' && b.kind === 'set') return sets(a, b, inner)
  if (a.kind === 'dict' && b.kind === 'dict')
    return unordered(
      a.entries.map(({ key, value }) => [key, value] as const),
      b.entries.map(({ key, value }) => [key, value] as const),
      ([key, value], [otherKey, otherValue]) => {
        const keys = inner(key, otherKey)
        return keys === true ? { fits: true, is: inner(value, otherValue) } : { fits: keys, is: keys }
      },
    )
  if ((a.kind === 'function' || a.kind === 'class') && (b.kind === 'function' || b.kind === 'class'))
    return a.origin.path === b.origin.path && a.origin.start === b.origin.start
  if (a.kind === 'member' && b.kind === 'member') return every([a.name === b.name, inner(a.class, b.class)])
  if (a.kind === 'object' && b.kind === 'object') return a === b ? true : inner(a.call, b.call)
  if (a.kind === 'module' && b.kind === 'module') return a.path === b.path
  if (a.kind === 'method' && b.kind === 'method') return a.name === b.name ? inner(a.object, b.object) : false
  if (a.kind === 'reference' && b.kind === 'reference') return references(a.path, b.path)
  if (a.kind === 'call' && b.kind === 'call') return calls(a, b, inner)
  return different(a, b)
}

type Inner = (a: Value, b: Value) => boolean | undefined

function sequences(a: SequenceValue, b: SequenceValue, inner: Inner): boolean | undefined {
  if (a.items.some(isRest) || b.items.some(isRest)) return undefined
  if (a.items.length !== b.items.length) return false
  return every(a.items.map((item, index) => inner(item, b.items[index]!)))
}

function sets(a: SequenceValue, b: SequenceValue, inner: Inner): boolean | undefined {
  if (a.items.some(isRest) || b.items.some(isRest)) return undefined
  return unordered(a.items, b.items, (x, y) => {
    const is = inner(x, y)
    return { fits: is, is }
  })
}

/** Whether each of some things has its like among others, all of them different from one another. */
function unordered<Item>(
  ours: readonly Item[],
  theirs: readonly Item[],
  compared: (a: Item, b: Item) => { readonly fits: boolean | undefined; readonly is: boolean | undefined },
): boolean | undefined {
  const results: (boolean | undefined)[] = []
  const left = [...theirs]
  for (const item of ours) {
    const found = left.map((other) => compared(item, other))
    const index = found.findIndex(({ fits }) => fits === true)
    results.push(
      index >= 0 ? found[index]!.is : found.some(({ fits }) => fits === undefined) ? undefined : false,
    )
    if (index >= 0) left.splice(index, 1)
  }
  const result = every(results)
  return result === true && ours.length !== theirs.length ? false : result
}

/** `1`, `1.0`, `True` and `Decimal('1.00')` are equal. */
function numberOf(value: Value): Exact | undefined {
  if (value.kind === 'const') return exactOf(value.value)
  if (calleePath(value) !== 'decimal.Decimal') return undefined
  const [text] = (value as CallValue).args
  return text?.kind === 'const' && typeof text.value === 'string' ? exactText(text.value) : undefined
}

/**
 * Two names outside of the repository. Those of Django and of the standard library are known by the path where they
 * are defined; a library may export one of its own under several, but a class by its own name.
 */
function references(a: string, b: string): boolean | undefined {
  if (a === b) return true
  const isDefined = (path: string) => natureOf({ kind: 'reference', path }) === 'defined'
  if (!isDefined(a) || !isDefined(b)) return undefined
  const areClasses = namesClass(a) && namesClass(b) && a.split('.').at(-1) !== b.split('.').at(-1)
  return areClasses || (isKnownPath(a) && isKnownPath(b)) ? false : undefined
}

function calls(a: CallValue, b: CallValue, inner: Inner): boolean | undefined {
  if (a === b) return natureOf(a) === 'fresh' ? false : true
  const [one, other] = [natureOf(a), natureOf(b)]
  if (one === 'fresh' || other === 'fresh') return false
  const callee = inner(a.callee, b.callee)
  // Dates and durations of which the parts are not known may be equal however they are made.
  if (one === 'value' && other === 'value' && callee !== false)
    return isExact(a) && isExact(b) ? given(a, b, inner) : given(a, b, inner) || undefined
  const isSame = every([callee, given(a, b, isCondition(a) ? ofCondition(inner) : inner)])
  if (one !== 'anything' && other !== 'anything') return isSame
  // What a function gives for the same arguments is taken to be the same; an object of a class that has no say in it is not.
  return isSame === true && !isPlainObject(a) ? true : undefined
}

const isCondition = ({ callee }: CallValue) =>
  callee.kind === 'reference' && /^django\.db\.models\.(query_utils\.)?Q$/.test(callee.path)

/**
 * `Q` compares what it is given as tuples, a set in the order in which it happens to give its items (`Q.identity`,
 * `make_hashable()`): one with the items of a list may be equal to it.
 */
function ofCondition(inner: Inner): Inner {
  return (a, b) => {
    if (a.kind === 'tuple' && b.kind === 'tuple') return sequences(a, b, ofCondition(inner))
    const isMixed = isSequence(a) && isSequence(b) && (a.kind === 'set') !== (b.kind === 'set')
    if (isMixed) return sets(a, b, inner) === false ? false : undefined
    return inner(a, b)
  }
}

const isExact = ({ args, keywords }: CallValue) =>
  [...args, ...keywords.values()].every(({ kind }) => kind === 'const' || kind === 'reference')

function given(a: CallValue, b: CallValue, inner: Inner): boolean | undefined {
  if (a.args.length !== b.args.length || a.keywords.size !== b.keywords.size) return false
  const args = a.args.map((value, index) => inner(value, b.args[index]!))
  const keywords = [...a.keywords].map(([name, value]) => {
    const other = b.keywords.get(name)
    return other ? inner(value, other) : false
  })
  return every([...args, ...keywords])
}

/** Whether two values of different kinds can be equal. */
function different(a: Value, b: Value): boolean | undefined {
  const [one, other] = [natureOf(a), natureOf(b)]
  if (one === 'fresh' || other === 'fresh') return false
  return one === 'anything' || other === 'anything' ? undefined : false
}
