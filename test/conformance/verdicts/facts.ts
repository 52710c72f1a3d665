import type { Difference, Drift } from '../../../src/model/drift.ts'

/**
 * One operation that Django would write: `[app, operation, model in lower case, field or index or constraint, what
 * differs]`. A record that does not tell what differs leaves the last one out.
 */
export type Fact = readonly [
  app: string,
  operation: string,
  model: string,
  name: string | null,
  attributes?: readonly string[],
]

/** A list of facts as what it has more and less than another one. */
export interface FactChange {
  readonly more?: readonly Fact[]
  readonly less?: readonly Fact[]
}

export function changeOf(before: readonly Fact[], after: readonly Fact[]): FactChange {
  const more = without(after, before)
  const less = without(before, after)
  return { ...(more.length > 0 ? { more } : {}), ...(less.length > 0 ? { less } : {}) }
}

export function applied(before: readonly Fact[], { more = [], less = [] }: FactChange): Fact[] {
  return [...without(before, less), ...more]
}

function without(facts: readonly Fact[], others: readonly Fact[]): Fact[] {
  const left = new Set(others.map((fact) => JSON.stringify(fact)))
  return facts.filter((fact) => !left.has(JSON.stringify(fact)))
}

/** How this tool's drift and Django's agree: a line for each operation that is on one side only. */
export interface Agreement {
  readonly equal: number
  /** Reported here and not written by Django. */
  readonly wrong: readonly string[]
  /** Written by Django, and neither reported nor called undecided here. */
  readonly missed: readonly string[]
  /** Written by Django, and called undecided here. */
  readonly undecided: readonly string[]
}

/** Compares in these apps; all of Django's if not given. */
export function agreement(
  drift: Drift,
  operations: readonly Fact[],
  inside: (app: string) => boolean = () => true,
): Agreement {
  const theirs = new Map(operations.filter(([app]) => inside(app)).map((fact) => [text(fact), fact]))
  const bare = [...theirs.values()].some((fact) => fact.length === 4)
  const unclear = drift.undecided.map(({ what }) => what.toLowerCase())
  const isDoubted = ({ app, model, name }: Difference): boolean =>
    unclear.includes([app, model, name].join('.').toLowerCase())
  const wrong: string[] = []
  const undecided: string[] = []
  let equal = 0
  for (const difference of drift.differences) {
    const { app, operation, model, name, attributes, place } = difference
    if (!inside(app)) continue
    const about: Fact = [app, operation, model.toLowerCase(), nameOf(operation, name)]
    const told = [
      [...about, attributes] as unknown as Fact,
      ...(bare || !/^Alter(Field|ModelOptions)$/.test(operation) ? [about] : []),
    ]
    const found = told.map(text).find((each) => theirs.has(each)) ?? largerOf(theirs, told[0]!, false)
    const partly = found ?? (isDoubted(difference) ? largerOf(theirs, told[0]!, true) : undefined)
    if (found !== undefined) equal++
    else if (partly !== undefined) undecided.push(partly)
    else wrong.push(`${text(told[0]!)} (${place.path}:${place.line})`)
    theirs.delete(partly ?? '')
  }
  const missed: string[] = []
  for (const [line, [app, operation, model, name]] of theirs) {
    const about = `${app}.${model}${name === null ? '' : `.${name}`}`.toLowerCase()
    const list = lists.find(([kind]) => operation.endsWith(kind))?.[1]
    const doubted = unclear.some(
      (what) =>
        about === what ||
        about.startsWith(`${what}.`) ||
        what.startsWith(`${about}.`) ||
        (list !== undefined && what === `${app}.${model}.${list}`.toLowerCase()),
    )
    ;(doubted ? undecided : missed).push(line)
  }
  return { equal, wrong, missed, undecided }
}

/** The option of a model that may hold what such an operation is about. */
const lists = [
  ['Index', 'indexes'],
  ['Constraint', 'constraints'],
] as const

/**
 * A fact about the same field with more attributes: the others are called undecided here, or it is `default`, which a
 * record tells by how values are written. A member of an enumeration is equal to its value, and so no difference to Django.
 */
function largerOf(theirs: ReadonlyMap<string, Fact>, ours: Fact, isDoubted: boolean): string | undefined {
  const [app, operation, model, name, attributes = []] = ours
  const found = [...theirs].find(
    ([, fact]) =>
      [app, operation, model, name].every((part, at) => part === fact[at]) &&
      attributes.every((each) => fact[4]?.includes(each)) &&
      (isDoubted || fact[4]?.every((each) => each === 'default' || attributes.includes(each))),
  )
  return found?.[0]
}

/** An option is no name: Django's operation is about all of a model's options at once. */
function nameOf(operation: string, name: string | undefined): string | null {
  return /(Field|Index|Constraint)$/.test(operation) ? (name ?? null) : null
}

/** `blog AlterField post.title (max_length)`. */
export function text([app, operation, model, name, attributes]: Fact): string {
  const differing = attributes && attributes.length > 0 ? ` (${[...attributes].sort().join(', ')})` : ''
  return `${app} ${operation} ${model}${name === null ? '' : `.${name}`}${differing}`
}
