/** The numbers of a release: `4.2.1rc1` is [4, 2, 1]. */
export type Release = readonly [number, number, number]

/** The releases from `low` up to, but without, `high`. */
interface Interval {
  readonly low: Release
  readonly high: Release
}

/** Every release that a requirement allows: one of `anyOf`, and none of the series in `without`. */
export interface Allowed {
  readonly anyOf: readonly Interval[]
  readonly without: readonly Interval[]
  /** Whether one exact release is named. */
  readonly isPinned: boolean
}

const lowest: Release = [0, 0, 0]
const highest: Release = [Infinity, Infinity, Infinity]

/** The numbers at the start of a version; undefined where it starts with none. Epochs are unknown here. */
export function releaseOf(version: string): Release | undefined {
  const numbers = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/.exec(version.trim())
  return numbers ? [Number(numbers[1]), Number(numbers[2] ?? 0), Number(numbers[3] ?? 0)] : undefined
}

/**
 * What version specifiers allow: those of PEP 440 (`>=4.2,<5`, `~=4.2.1`, `==4.2.*`) and those of Poetry (`^4.2`,
 * `~4.2`, `4.2.*`, `>=4.2 <6`, `^4.2 || ^5.0`). Pre-releases count as their release. Undefined for what is none.
 */
export function allowedBy(specifiers: string): Allowed | undefined {
  const choices = specifiers.split('||').map(oneChoice)
  if (choices.some((choice) => choice === undefined)) return undefined
  const known = choices.filter((choice) => choice !== undefined)
  return {
    anyOf: known.map(({ interval }) => interval),
    without: known.flatMap(({ without }) => without),
    isPinned: known.every(({ isPinned }) => isPinned),
  }
}

/** Whether any release from `first` up to, but without, `end` is allowed. */
export function allows({ anyOf, without }: Allowed, first: Release, end: Release): boolean {
  const series = { low: first, high: end }
  return (
    anyOf.some((interval) => !isEmpty(meet(interval, series))) &&
    !without.some(({ low, high }) => compare(low, first) <= 0 && compare(high, end) >= 0)
  )
}

/** What both requirements allow. */
export function both(a: Allowed, b: Allowed): Allowed {
  return {
    anyOf: a.anyOf.flatMap((one) => b.anyOf.map((other) => meet(one, other))),
    without: [...a.without, ...b.without],
    isPinned: a.isPinned || b.isPinned,
  }
}

/** The first release past the newest that is allowed; undefined where none is. */
export function endOf({ anyOf, without }: Allowed): Release | undefined {
  const some = anyOf.filter(({ low, high }) => allows({ anyOf, without, isPinned: false }, low, high))
  return some
    .map(({ high }) => high)
    .sort(compare)
    .at(-1)
}

/** Negative where `a` is the older one. */
export function compare(a: Release, b: Release): number {
  // Not by subtraction: infinity less infinity is no number.
  for (const index of [0, 1, 2] as const) if (a[index] !== b[index]) return a[index] < b[index] ? -1 : 1
  return 0
}

function oneChoice(text: string) {
  let interval: Interval = { low: lowest, high: highest }
  const without: Interval[] = []
  let isPinned = false
  const parts = text
    .replaceAll(',', ' ')
    .replace(/([<>=!~^]) +/g, '$1')
    .split(' ')
    .filter((part) => part !== '' && part !== '*')
  for (const part of parts) {
    const [, operator = '', version = ''] = /^(===?|[<>!~]=|[<>^~]|)(.*)$/.exec(part) ?? []
    const release = releaseOf(version)
    if (!release) return undefined
    const isWild = version.endsWith('.*')
    const given = version.split('.').filter((number) => /^v?\d/.test(number)).length
    if (operator === '!=') {
      without.push({ low: release, high: next(release, isWild ? given : 3) })
      continue
    }
    isPinned ||= (operator.startsWith('==') || operator === '') && !isWild
    interval = meet(interval, intervalOf(operator, release, isWild ? given : 3, given))
  }
  return { interval, without, isPinned }
}

function intervalOf(operator: string, release: Release, exact: number, given: number): Interval {
  switch (operator) {
    case '>=':
      return { low: release, high: highest }
    case '>':
      return { low: next(release, 3), high: highest }
    case '<':
      return { low: lowest, high: release }
    case '<=':
      return { low: lowest, high: next(release, 3) }
    case '~=':
      return { low: release, high: next(release, Math.max(given - 1, 1)) }
    case '~':
      return { low: release, high: next(release, Math.min(given, 2)) }
    case '^':
      return { low: release, high: next(release, firstOfSome(release)) }
    default:
      return { low: release, high: next(release, exact) }
  }
}

/** Poetry's caret keeps the first number that is not zero. */
function firstOfSome(release: Release): number {
  const index = release.findIndex((number) => number > 0)
  return index < 0 ? 1 : index + 1
}

/** The first release that differs in one of the first `count` numbers. */
function next([major, minor, patch]: Release, count: number): Release {
  if (count <= 1) return [major + 1, 0, 0]
  return count === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1]
}

function meet(a: Interval, b: Interval): Interval {
  return {
    low: compare(a.low, b.low) >= 0 ? a.low : b.low,
    high: compare(a.high, b.high) <= 0 ? a.high : b.high,
  }
}

function isEmpty({ low, high }: Interval): boolean {
  return compare(low, high) >= 0
}
