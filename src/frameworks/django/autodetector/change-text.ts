import { isSequence, stringOf, type Value } from '../../../python/value.ts'
import { same } from '../values/same.ts'
import { sourceOf } from '../values/source.ts'

/** Longer values are cut: the whole of them stands in the operation that is missing. */
const longest = 60

/** Of two long lists: `+ ('x', 'X'), - ('y', 'Y')`; undefined where they are short, or differ in their order alone. */
export function memberChanges(from: Value, to: Value): string | undefined {
  if (!isSequence(from) || !isSequence(to) || sourceOf(from).length + sourceOf(to).length < longest)
    return undefined
  const only = (these: readonly Value[], others: readonly Value[], sign: string) =>
    these
      .filter((item) => !others.some((other) => same(item, other) !== false))
      .map((item) => `${sign} ${code(item)}`)
  const members = [...only(to.items, from.items, '+'), ...only(from.items, to.items, '-')]
  const rest = members.length - 4
  if (rest > 0) members.splice(4, rest, `and ${rest} more`)
  return members.length > 0 ? members.join(', ') : undefined
}

/** A field's class, without the package where everybody knows it. */
export function className(value: Value | undefined): string {
  const path = stringOf(value) ?? ''
  return path.startsWith('django.db.models.') ? path.slice(path.lastIndexOf('.') + 1) : path
}

/** A value as code in a sentence. */
export const code = (value: Value | undefined): string => `\`${value ? short(value) : ''}\``

/** A value as it is written, cut where it is long. */
export function short(value: Value): string {
  const text = sourceOf(value).replaceAll('`', "'")
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
