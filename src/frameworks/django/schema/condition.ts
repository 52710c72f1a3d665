import { isSequence, stringOf, truth, type Value } from '../../../python/value.ts'
import type { IndexTerm } from '../../../model/schema/effect.ts'
import { canonicalName } from '../values/names.ts'
import { sourceOf } from '../values/source.ts'

/** The lookups of a condition's `Q` objects, with what they are compared to. */
function lookups(value: Value): readonly (readonly [string, Value])[] {
  if (isSequence(value)) {
    const [name, compared, ...more] = value.items
    const lookup = more.length === 0 && value.kind === 'tuple' ? stringOf(name) : undefined
    if (lookup !== undefined && compared) return [[lookup, compared]]
    return value.items.flatMap(lookups)
  }
  if (value.kind !== 'call') return []
  const path = value.callee.kind === 'reference' ? canonicalName(value.callee.path) : ''
  const inner = value.args.flatMap(lookups)
  if (!path.endsWith('.Q')) return inner
  const given = [...value.keywords].filter(([name]) => !name.startsWith('_'))
  return [...inner, ...given]
}

/** The fields that a condition names by itself, in order. */
export function fieldsNamed(condition: Value): readonly string[] {
  return [...new Set(lookups(condition).map(([lookup]) => lookup.split('__', 1)[0]!))]
}

/** The one field of which a condition says no more than that it is not NULL: `Q(price__isnull=False)`. */
export function forbiddenNull(condition: Value): string | undefined {
  const [only, ...more] = lookups(condition)
  if (!only || more.length > 0 || condition.kind !== 'call') return undefined
  const negated = condition.keywords.get('_negated')
  const isNegated = negated !== undefined && truth(negated) !== false
  const [, field] = /^(\w+?)__isnull$/.exec(only[0]) ?? []
  return field !== undefined && truth(only[1]) === isNegated ? field : undefined
}

/**
 * The parts of a condition that all have to be met: the lookups of `Q` objects that are joined by `&`. Undefined where it
 * is joined or negated otherwise, or compares with what is not a plain value.
 *
 * @param column what a field's column is called
 */
export function termsOf(
  condition: Value,
  column: (field: string) => string | undefined,
): readonly IndexTerm[] | undefined {
  if (condition.kind === 'tuple') {
    const [lookup, compared] = [stringOf(condition.items[0]), condition.items[1]]
    const term = lookup !== undefined && compared && termOf(lookup, compared, column)
    return term ? [term] : undefined
  }
  if (condition.kind !== 'call' || condition.callee.kind !== 'reference') return undefined
  if (!canonicalName(condition.callee.path).endsWith('.Q')) return undefined
  if ([...condition.keywords.keys()].some((name) => name.startsWith('_'))) return undefined
  const named = [...condition.keywords].map(([lookup, compared]) => termOf(lookup, compared, column))
  const terms = [
    ...condition.args.map((each) => termsOf(each, column)),
    ...named.map((term) => term && [term]),
  ]
  const known = terms.filter((each) => each !== undefined)
  return known.length === terms.length ? known.flat() : undefined
}

function termOf(
  lookup: string,
  compared: Value,
  column: (field: string) => string | undefined,
): IndexTerm | undefined {
  if (compared.kind !== 'const') return undefined
  const [, field] = /^(\w+?)__isnull$/.exec(lookup) ?? []
  const notNull = field !== undefined && truth(compared) === false ? column(field) : undefined
  return { text: `${lookup}=${sourceOf(compared)}`, ...(notNull !== undefined && { notNull }) }
}
