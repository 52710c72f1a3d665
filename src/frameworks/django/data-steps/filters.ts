import type { Span } from '../../../python/ast.ts'
import type { Given } from './calls.ts'
import { elementsOf } from './iterate.ts'
import { dataNullness, type Known, type Model, type Named, type Row, type Rows } from './known.ts'
import { fieldName, isPrimaryKey, nullnessOf } from './models.ts'
import { inBoth, inEither, noneSurely, type Reach } from './reach.ts'
import { isTrue } from './objects.ts'
import type { Walk } from './walk.ts'

/** What the arguments of `filter()`, `exclude()` or `Q()` select. */
export interface Filtered {
  /** Rows that are surely among those selected. */
  readonly matched: Reach
  /** Rows that are surely not: `exclude()` leaves them. */
  readonly missed: Reach
  /** What would be selected without the key from which on a part of the rows is taken. */
  readonly matchedInParts: Reach | undefined
  /** The object that is looked up by its key. */
  readonly of: Row | undefined
  readonly fields: readonly Named[]
}

/** `filter(a=…, b__isnull=True)`: all the conditions together. */
export function filterOf(walk: Walk, model: Model | undefined, given: Given, expr: Span): Filtered {
  let all: Filtered = {
    matched: 'all',
    missed: noneSurely,
    matchedInParts: undefined,
    of: undefined,
    fields: [],
  }
  const and = (one: Filtered) => {
    const inParts = all.matchedInParts !== undefined || one.matchedInParts !== undefined
    all = {
      matched: inBoth(all.matched, one.matched),
      missed: inEither(all.missed, one.missed),
      matchedInParts: inParts
        ? inBoth(all.matchedInParts ?? all.matched, one.matchedInParts ?? one.matched)
        : undefined,
      of: all.of ?? one.of,
      fields: [...all.fields, ...one.fields],
    }
  }
  for (const arg of given.args) {
    const q = arg.kind === 'q' ? arg : undefined
    and({
      matched: q?.matched ?? noneSurely,
      missed: q?.missed ?? noneSurely,
      matchedInParts: undefined,
      of: undefined,
      fields: q?.fields ?? (arg.kind === 'expression' ? arg.fields : []),
    })
  }
  for (const [name, value] of given.keywords) {
    const span = given.spans.get(name) ?? expr
    and({ ...lookup(walk, model, name, value), fields: [{ name, start: span.start, end: span.end }] })
  }
  if (!given.isWhole)
    and({ matched: noneSurely, missed: noneSurely, matchedInParts: undefined, of: undefined, fields: [] })
  return all
}

const unsureLookup = { matched: noneSurely, missed: noneSurely, matchedInParts: undefined, of: undefined }

/**
 * One condition. `exclude()` leaves the rows that hold NULL, whatever a field is compared with
 * (`Query.build_filter()`, django/db/models/sql/query.py).
 */
function lookup(walk: Walk, model: Model | undefined, name: string, value: Known): Omit<Filtered, 'fields'> {
  const [first = '', ...rest] = name.split('__')
  const field = model ? fieldName(model, first) : first
  // A NOT NULL column holds none.
  const nulls: Reach = new Set(model && nullnessOf(model, first) === 'never' ? [] : [field])
  const [kind = 'exact'] = rest
  if (rest.length > 1) return unsureLookup
  if (model && isPrimaryKey(model, first)) return byKey(walk, model, kind, value)
  const isNull = kind === 'isnull' ? isTrue(value) : undefined
  if (isNull === true || (kind === 'exact' && dataNullness(value) === 'always'))
    return { ...unsureLookup, matched: nulls }
  if (isNull === false) return { ...unsureLookup, missed: nulls }
  if (kind === 'isnull' || !lookups.has(kind)) return unsureLookup
  // What may be None turns into a test for NULL; an expression is none, whatever it comes to.
  if (kind === 'exact' && value.kind !== 'expression' && dataNullness(value) !== 'never') return unsureLookup
  return { ...unsureLookup, missed: nulls }
}

const lookups: ReadonlySet<string> = new Set(
  'exact iexact in contains icontains startswith istartswith endswith iendswith regex iregex gt gte lt lte range isnull'.split(
    ' ',
  ),
)

function byKey(walk: Walk, model: Model, kind: string, value: Known): Omit<Filtered, 'fields'> {
  if (kind === 'gt' || kind === 'gte')
    return { ...unsureLookup, matchedInParts: movesOn(walk, value) ? 'all' : undefined }
  if (kind === 'exact') {
    if (value.kind === 'row' && value.model.key === model.key)
      return { ...unsureLookup, matched: 'all', of: value }
    const from = value.kind === 'data' ? value.from : undefined
    const isOwn = from && from.row.model.key === model.key && isPrimaryKey(model, from.field)
    return isOwn ? { ...unsureLookup, matched: 'all', of: from.row } : unsureLookup
  }
  if (kind !== 'in') return unsureLookup
  const rows = value.kind === 'rows' ? value : keysIn(walk, value)
  if (!rows || rows.model.key !== model.key) return unsureLookup
  const [key] = rows.values ?? ['pk']
  if (key === undefined || !isPrimaryKey(model, key)) return unsureLookup
  return { ...unsureLookup, matched: rows.reach, matchedInParts: rows.whole }
}

/** Whether a value is moved on by a loop, from one before all others. */
export function movesOn(walk: Walk, value: Known): boolean {
  if (walk.partsDepth === 0 || (value.kind !== 'data' && value.kind !== 'unknown')) return false
  const { initial } = value
  return typeof initial === 'number' ? initial <= 0 : initial === null || initial === ''
}

/** The rows of which a list holds the keys. */
function keysIn(walk: Walk, list: Known): Pick<Rows, 'model' | 'reach' | 'whole' | 'values'> | undefined {
  const [only, ...others] = elementsOf(walk, list) ?? []
  if (!only || others.length > 0) return undefined
  const from =
    only.value.kind === 'data'
      ? only.value.from
      : only.value.kind === 'row'
        ? { row: only.value, field: 'pk' }
        : undefined
  if (!from) return undefined
  const { model, reach, isInParts } = from.row
  const put = only.path.isSure ? (only.path.narrowed.get(from.row) ?? 'all') : noneSurely
  const sure = inBoth(reach, put)
  return { model, reach: sure, whole: isInParts ? sure : undefined, values: [from.field] }
}
