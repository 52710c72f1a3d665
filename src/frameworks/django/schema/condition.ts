import { isSequence, stringOf, truth, type Value } from '../../../python/value.ts'
import { canonicalName } from '../values/names.ts'

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
