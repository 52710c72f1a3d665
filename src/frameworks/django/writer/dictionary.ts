import { byCodePoint } from '../../../python/equality.ts'
import { intOf, stringOf, type DictValue, type Value } from '../../../python/value.ts'

/** A dict with its keys in Python's order of them (`DictionarySerializer`); undefined where that is the order of their text. */
export function dictionary({ entries }: DictValue, inner: (value: Value) => string): string | undefined {
  const keys = entries.map(({ key }) => intOf(key) ?? stringOf(key))
  const numbers = keys.every((key) => typeof key === 'number')
  if (!numbers && !keys.every((key) => typeof key === 'string')) return undefined
  const sorted = entries
    .map((entry, index) => ({ ...entry, raw: keys[index]! }))
    .sort((a, b) =>
      typeof a.raw === 'number' ? a.raw - (b.raw as number) : byCodePoint(a.raw, b.raw as string),
    )
  return `{${sorted.map(({ key, value }) => `${inner(key)}: ${inner(value)}`).join(', ')}}`
}
