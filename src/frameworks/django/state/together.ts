import { isSequence, type Origin, type Value } from '../../../python/value.ts'

/**
 * `unique_together` or `index_together` as a set of tuples (`normalize_together`, django/db/models/options.py). What
 * cannot be read stays as it is.
 */
export function normalizeTogether(value: Value): Value {
  if (!isSequence(value)) return value
  const [first] = value.items
  if (first && !isSequence(first) && first.kind !== 'unresolved')
    return set([{ ...value, kind: 'tuple' }], value.origin)
  return set(value.items.map(asTuple), value.origin)
}

/** The same with a field under its new name. */
export function renameInTogether(value: Value, from: string, to: Value): Value {
  if (!isSequence(value)) return value
  const renamed = value.items.map((item) =>
    isSequence(item)
      ? asTuple({
          ...item,
          items: item.items.map((name) => (name.kind === 'const' && name.value === from ? to : name)),
        })
      : item,
  )
  return { ...value, items: renamed }
}

/** The same without one combination of fields. */
export function withoutTogether(value: Value, fields: readonly (string | undefined)[]): Value {
  if (!isSequence(value)) return value
  const isSame = (item: Value) =>
    isSequence(item) &&
    item.items.length === fields.length &&
    item.items.every((name, index) => name.kind === 'const' && name.value === fields[index])
  return { ...value, items: value.items.filter((item) => !isSame(item)) }
}

function asTuple(item: Value): Value {
  return isSequence(item) ? { ...item, kind: 'tuple' } : item
}

function set(items: Value[], origin: Origin): Value {
  return { kind: 'set', items, origin }
}
