import type { ConstantValue } from './ast.ts'
import { findEntry } from './dicts.ts'
import { repr, toText } from './repr.ts'
import { constant, type Value } from './value.ts'

/** Replaces every match of a pattern; undefined as soon as one replacement is not known. */
function replaced(
  text: string,
  pattern: RegExp,
  by: (match: readonly (string | undefined)[]) => string | undefined,
): string | undefined {
  let result = ''
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const shown = by(match)
    if (shown === undefined) return undefined
    result += text.slice(from, match.index) + shown
    from = match.index + match[0].length
  }
  return result + text.slice(from)
}

/** `format % argument` for the plain conversions `%s`, `%d`, `%r`, `%(name)s` and `%%`. */
export function formatPercent(format: string, argument: Value): string | undefined {
  const list = argument.kind === 'tuple' ? [...argument.items] : [argument]
  const fields = { areNamed: false }
  const text = replaced(format, /%(?:\(([^()%]*)\))?([sdr%]?)/g, ([whole, name, conversion]) => {
    if (whole === '%%') return '%'
    if (name !== undefined) fields.areNamed = true
    const value = name === undefined ? list.shift() : named(argument, name)
    if (!value) return undefined
    if (conversion === 's') return toText(value)
    if (conversion === 'r') return repr(value)
    return conversion === 'd' && value.kind === 'const' ? decimal(value.value) : undefined
  })
  // What is left over is an error to Python, except in a mapping.
  const isUsed = list.length === 0 || (argument.kind === 'dict' && (fields.areNamed || list.length === 1))
  return isUsed && !(fields.areNamed && list.length === 0) ? text : undefined
}

function decimal(value: ConstantValue): string | undefined {
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}

/** `format.format(...)` for the plain fields `{}`, `{0}` and `{name}`, with `!r` and `!s`. */
export function formatBraces(
  format: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): string | undefined {
  let next = 0
  const fields = { areNumbered: false }
  const text = replaced(format, /\{\{|\}\}|\{(\w*)(?:!([rs]))?\}|[{}]/g, ([whole, field, conversion]) => {
    if (whole === '{{' || whole === '}}') return whole[0]
    if (field === undefined) return undefined
    if (/^\d+$/.test(field)) fields.areNumbered = true
    const value =
      field === '' ? args[next++] : /^\d+$/.test(field) ? args[Number(field)] : keywords.get(field)
    return value && (conversion === 'r' ? repr(value) : formatted(value))
  })
  return fields.areNumbered && next > 0 ? undefined : text
}

/** `format(value)`, as a field without a format shows it. */
export function formatted(value: Value): string | undefined {
  return toText(value)
}

function named(dict: Value, name: string): Value | undefined {
  if (dict.kind !== 'dict') return undefined
  const found = findEntry(dict, constant(name))
  return found === 'none' ? undefined : found?.value
}
