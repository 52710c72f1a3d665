import { formatBraces } from './format.ts'
import { iterate } from './iteration.ts'
import { method, type Methods } from './method-table.ts'
import { sizeLimit } from './operators.ts'
import { hasStableCase, stripped, titled, words } from './text.ts'
import { constant, stringOf, type Value } from './value.ts'

const change = (to: (text: string) => string | undefined) =>
  method<string>(0, 0, (text) => {
    const changed = to(text)
    return changed === undefined ? undefined : constant(changed)
  })

const cased = (to: (text: string) => string) => change((text) => (hasStableCase(text) ? to(text) : undefined))

const strip = (left: boolean, right: boolean) =>
  method<string>(0, 1, (text, [characters]) => {
    const given = stringOf(characters)
    if (characters && given === undefined && !isNone(characters)) return undefined
    return constant(stripped(text, { left, right }, given))
  })

const isNone = (value: Value | undefined) => value?.kind === 'const' && value.value === null

const ascii = (text: string) => /^[\0-\x7f]*$/.test(text)

export const textMethods: Methods<string> = {
  upper: cased((text) => text.toUpperCase()),
  lower: cased((text) => text.toLowerCase()),
  capitalize: change((text) =>
    ascii(text) ? text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase() : undefined,
  ),
  title: change(titled),
  strip: strip(true, true),
  lstrip: strip(true, false),
  rstrip: strip(false, true),
  format: (text, { args, keywords }) => {
    const result = formatBraces(text, args, keywords)
    return result === undefined ? undefined : constant(result)
  },
  join: method(1, 1, (text, [list]) => {
    const parts = list && iterate(list)?.map(stringOf)
    if (!parts?.every((part) => part !== undefined)) return undefined
    const length = parts.reduce((sum, part) => sum + part.length + text.length, 0)
    return length > sizeLimit ? undefined : constant(parts.join(text))
  }),
  replace: method(2, 2, (text, args) => {
    const [from, to] = args.map(stringOf)
    if (!from || to === undefined) return undefined
    const parts = text.split(from)
    return text.length + (parts.length - 1) * to.length > sizeLimit ? undefined : constant(parts.join(to))
  }),
  split: method(0, 1, (text, [given], origin) => {
    const separator = stringOf(given)
    if (given && !separator && !isNone(given)) return undefined
    const parts = separator ? text.split(separator) : words(text)
    return { kind: 'list', items: parts.map(constant), origin }
  }),
  startswith: method(1, 1, (text, [prefix]) => affix(prefix, (part) => text.startsWith(part))),
  endswith: method(1, 1, (text, [suffix]) => affix(suffix, (part) => text.endsWith(part))),
}

function affix(value: Value | undefined, test: (part: string) => boolean): Value | undefined {
  const parts = value?.kind === 'tuple' ? value.items.map(stringOf) : [stringOf(value)]
  return parts.every((part) => part !== undefined) ? constant(parts.some(test)) : undefined
}
