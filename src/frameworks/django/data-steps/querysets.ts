import type { Span } from '../../../python/ast.ts'
import type { Given } from './calls.ts'
import { filterOf } from './filters.ts'
import { newRow, single, someRow } from './iterate.ts'
import { data, type Known, type Model, type Named, type Rows } from './known.ts'
import { textOf } from './names-in.ts'
import { note, noteExpression, type Method } from './noting.ts'
import { heed, isNone } from './objects.ts'
import { inBoth, noneSurely } from './reach.ts'
import type { Walk } from './walk.ts'
import { writingMethods } from './writing-methods.ts'

const empty: ReadonlySet<string> = new Set()

export function allRows(model: Model, reach: Rows['reach'] = 'all'): Rows {
  return { kind: 'rows', model, reach, gives: 'objects', added: empty }
}

/** A method of a queryset or a manager; undefined where Django's have none of that name. */
export function rowsMethod(
  walk: Walk,
  rows: Rows,
  name: string,
  given: Given,
  expr: Span,
): Known | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (method) return method(walk, rows, given, expr)
  // Asynchronous methods do what the others do.
  const plain = name.startsWith('a') ? name.slice(1) : name
  return Object.hasOwn(methods, plain) && plain !== 'll'
    ? methods[plain]!(walk, rows, given, expr)
    : undefined
}

/** The same rows, asked for anew: objects that were loaded before are others. */
const same: Method = (_, rows) => ({ ...rows })
/** Names of fields as arguments. */
const named =
  (change: (rows: Rows) => Rows = (rows) => rows): Method =>
  (walk, rows, given, expr) => {
    noteNames(walk, rows, given, expr)
    return change(rows)
  }

function noteNames(walk: Walk, rows: Rows, given: Given, expr: Span): readonly (string | undefined)[] {
  const names = given.args.map((arg) => textOf(arg)?.replace(/^-/, ''))
  const fields = names.flatMap((name, index): Named[] => {
    const span = given.spans.get(index) ?? expr
    return name === undefined || name === '?' ? [] : [{ name, start: span.start, end: span.end }]
  })
  for (const arg of given.args) if (arg.kind === 'expression') fields.push(...arg.fields)
  note(walk, rows, fields)
  return names
}

const filter: Method = (walk, rows, given, expr) => {
  const { matched, matchedInParts, of, fields } = filterOf(walk, rows.model, given, expr)
  note(walk, rows, fields)
  const inParts = matchedInParts ?? (rows.whole === undefined ? undefined : matched)
  return {
    ...rows,
    reach: inBoth(rows.reach, matched),
    whole: inParts === undefined ? undefined : inBoth(rows.whole ?? rows.reach, inParts),
    of: of ?? rows.of,
  }
}

const one: Method = (walk, rows, given, expr) => {
  const filtered = given.args.length + given.keywords.size > 0 ? filter(walk, rows, given, expr) : rows
  if (filtered.kind !== 'rows') return filtered
  if (filtered.gives !== 'objects') return data('maybe')
  const { of } = filtered
  return of
    ? single(walk, filtered, { twin: of, reach: inBoth(of.reach, filtered.reach) })
    : single(walk, filtered)
}

const maybeOne: Method = (walk, rows) =>
  rows.gives === 'objects'
    ? single(walk, rows, { mayBeNone: true, among: rows.whole ?? rows.reach })
    : data('maybe')

const counted: Method = (_, rows) => ({
  ...data('never'),
  counted: { model: rows.model, reach: rows.whole ?? rows.reach },
})

const annotate: Method = (walk, rows, given) => {
  // One may name those before it.
  const added = new Set([...rows.added, ...given.keywords.keys()])
  for (const value of given.keywords.values()) noteExpression(walk, { ...rows, added }, value)
  const hasMore = rows.mayHaveMore === true || !given.isWhole || given.args.length > 0
  return { ...rows, added, mayHaveMore: hasMore }
}

const values =
  (gives: 'values' | 'keys'): Method =>
  (walk, rows, given, expr) => {
    const names = noteNames(walk, rows, given, expr)
    for (const value of given.keywords.values()) noteExpression(walk, rows, value)
    const isFlat = given.keywords.has('flat')
    return {
      ...rows,
      gives,
      values: gives === 'keys' && names.length > 0 ? names : undefined,
      isFlat,
      added: new Set([...rows.added, ...given.keywords.keys()]),
    }
  }

const unknownPart: Method = (_, rows) => ({
  ...rows,
  reach: noneSurely,
  whole: undefined,
  of: undefined,
  mayHaveMore: true,
})

const methods: Readonly<Record<string, Method>> = {
  all: same,
  iterator: same,
  order_by: named(),
  reverse: same,
  select_related: named(),
  prefetch_related: same,
  select_for_update: (_, rows, { keywords }) =>
    keywords.has('skip_locked') ? { ...rows, reach: noneSurely } : { ...rows },
  only: named(),
  defer: named(),
  distinct: same,
  get_queryset: same,
  filter,
  exclude(walk, rows, given, expr) {
    const { missed, fields } = filterOf(walk, rows.model, given, expr)
    note(walk, rows, fields)
    return {
      ...rows,
      reach: inBoth(rows.reach, missed),
      whole: rows.whole === undefined ? undefined : inBoth(rows.whole, missed),
    }
  },
  using(walk, rows, given) {
    const alias = given.args[0] ?? given.keywords.get('alias')
    heed(walk, alias)
    const name = textOf(alias)
    return name === undefined || name === 'default' ? rows : { ...rows, reach: noneSurely, whole: undefined }
  },
  db_manager(walk, rows, given) {
    heed(walk, given.args[0] ?? given.keywords.get('using'))
    return rows
  },
  annotate,
  alias: annotate,
  extra: (_, rows) => ({ ...rows, reach: noneSurely, mayHaveMore: true }),
  values: values('values'),
  values_list: values('keys'),
  get: one,
  first: maybeOne,
  last: maybeOne,
  earliest: one,
  latest: one,
  exists: counted,
  count: counted,
  aggregate: () => data('maybe'),
  in_bulk: (walk, rows, { args, keywords }) => {
    const of = args[0] ?? keywords.get('id_list')
    const found = of && !isNone(of) ? someRow(rows) : newRow(rows)
    walk.load(found)
    return walk.newList([{ value: found, path: walk.path }])
  },
  none: (_, rows) => ({ ...rows, reach: noneSurely }),
  union: unknownPart,
  difference: unknownPart,
  intersection: unknownPart,
  dates: unknownPart,
  datetimes: unknownPart,
  raw: unknownPart,
  explain: () => data('never'),
  contains: () => data('never'),
  ...writingMethods,
}
