import { stringOf, type Value } from './value.ts'

/** `str(value)` of a known value, as Python prints it; undefined where that takes more than a table. */
export function toText(value: Value): string | undefined {
  if (value.kind !== 'const') return undefined
  const known = value.value
  if (typeof known === 'string') return known
  if (typeof known === 'number') return Number.isInteger(known) ? String(known) : undefined
  if (typeof known === 'bigint') return String(known)
  if (typeof known === 'boolean') return known ? 'True' : 'False'
  return known === null ? 'None' : undefined
}

/** `format % arguments` for the plain conversions `%s`, `%d`, `%(name)s` and `%%`. */
export function formatPercent(format: string, argument: Value): string | undefined {
  const list = argument.kind === 'tuple' ? [...argument.items] : [argument]
  let failed = false as boolean // set inside the callback, which the compiler does not follow
  const text = format.replace(
    /%(?:\((\w+)\))?([sd%])/g,
    (_, name: string | undefined, conversion: string) => {
      if (conversion === '%') return '%'
      const value = name === undefined ? list.shift() : lookup(argument, name)
      const shown = value && toText(value)
      if (shown === undefined) failed = true
      return shown ?? ''
    },
  )
  return failed || /%(?![sd%(])/.test(format.replaceAll('%%', '')) ? undefined : text
}

/** `format.format(...)` for the plain fields `{}`, `{0}` and `{name}`. */
export function formatBraces(
  format: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): string | undefined {
  let next = 0
  let failed = false as boolean // set inside the callback, which the compiler does not follow
  const text = format.replace(/\{\{|\}\}|\{(\w*)\}|[{}]/g, (whole, field: string | undefined) => {
    if (whole === '{{' || whole === '}}') return whole[0]!
    const value =
      field === undefined
        ? undefined
        : field === ''
          ? args[next++]
          : /^\d+$/.test(field)
            ? args[Number(field)]
            : keywords.get(field)
    const shown = value && toText(value)
    if (shown === undefined) failed = true
    return shown ?? ''
  })
  return failed ? undefined : text
}

function lookup(dict: Value, key: string): Value | undefined {
  if (dict.kind !== 'dict') return undefined
  return dict.entries.findLast((entry) => stringOf(entry.key) === key)?.value
}
