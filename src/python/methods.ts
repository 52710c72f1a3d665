import type { Arguments } from './calls.ts'
import { iterate } from './comprehensions.ts'
import { formatBraces } from './format.ts'
import {
  constant,
  isSequence,
  stringOf,
  type DictValue,
  type Origin,
  type SequenceValue,
  type Value,
} from './value.ts'

/** A method of a known value; undefined where it is not in the tables or an argument is not known. */
export function callMethod(object: Value, name: string, given: Arguments, origin: Origin): Value | undefined {
  const text = stringOf(object)
  if (text !== undefined) return own(textMethods, name)?.(text, given, origin)
  if (object.kind === 'dict') return own(dictMethods, name)?.(object, given, origin)
  if (isSequence(object)) return own(listMethods, name)?.(object, given, origin)
  return undefined
}

type Methods<Subject> = Readonly<
  Record<string, (subject: Subject, given: Arguments, origin: Origin) => Value | undefined>
>

function own<Subject>(methods: Methods<Subject>, name: string): Methods<Subject>[string] | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined
}

const none = constant(null)

const change =
  (to: (text: string) => string): Methods<string>[string] =>
  (text, { args }) =>
    args.length === 0 ? constant(to(text)) : undefined

const textMethods: Methods<string> = {
  upper: change((text) => text.toUpperCase()),
  lower: change((text) => text.toLowerCase()),
  strip: change((text) => text.trim()),
  lstrip: change((text) => text.trimStart()),
  rstrip: change((text) => text.trimEnd()),
  format: (text, { args, keywords }) => {
    const result = formatBraces(text, args, keywords)
    return result === undefined ? undefined : constant(result)
  },
  join: (text, { args: [list] }) => {
    const parts = list && iterate(list)?.map(stringOf)
    return parts?.every((part) => part !== undefined) ? constant(parts.join(text)) : undefined
  },
  replace: (text, { args }) => {
    const [from, to] = args.map(stringOf)
    return from && to !== undefined && args.length === 2
      ? constant(text.replaceAll(from, () => to))
      : undefined
  },
  split: (text, { args }, origin) => {
    const separator = stringOf(args[0])
    if (args.length > 1 || (args.length === 1 && !separator)) return undefined
    const parts = separator ? text.split(separator) : text.trim() === '' ? [] : text.trim().split(/\s+/)
    return { kind: 'list', items: parts.map(constant), origin }
  },
  startswith: (text, { args: [prefix] }) => affix(prefix, (part) => text.startsWith(part)),
  endswith: (text, { args: [suffix] }) => affix(suffix, (part) => text.endsWith(part)),
}

function affix(value: Value | undefined, test: (part: string) => boolean): Value | undefined {
  const part = stringOf(value)
  return part === undefined ? undefined : constant(test(part))
}

const listMethods: Methods<SequenceValue> = {
  append: (list, { args: [item] }) => {
    if (item) list.items.push(item)
    return none
  },
  add: (list, { args: [item] }) => {
    if (item) list.items.push(item)
    return none
  },
  extend: (list, { args: [more] }, origin) => {
    const items = more && iterate(more)
    list.items.push(
      ...(items ?? [
        {
          kind: 'unresolved',
          reason: 'what the list is extended with is not known',
          expr: undefined,
          origin,
        } as const,
      ]),
    )
    return none
  },
  insert: (list, { args: [index, item] }) => {
    if (index?.kind !== 'const' || typeof index.value !== 'number' || !item) return undefined
    list.items.splice(index.value, 0, item)
    return none
  },
  copy: (list, _, origin) => ({ kind: list.kind, items: [...list.items], origin }),
}

const dictMethods: Methods<DictValue> = {
  keys: (dict, _, origin) => ({ kind: 'list', items: dict.entries.map((entry) => entry.key), origin }),
  values: (dict, _, origin) => ({ kind: 'list', items: dict.entries.map((entry) => entry.value), origin }),
  items: (dict, _, origin) => ({
    kind: 'list',
    items: dict.entries.map((entry) => ({ kind: 'tuple', items: [entry.key, entry.value], origin })),
    origin,
  }),
  get: (dict, { args: [key, fallback] }) => {
    const name = stringOf(key)
    if (name === undefined || dict.entries.some((entry) => stringOf(entry.key) === undefined))
      return undefined
    return dict.entries.findLast((entry) => stringOf(entry.key) === name)?.value ?? fallback ?? none
  },
  copy: (dict, _, origin) => ({ kind: 'dict', entries: [...dict.entries], origin }),
}
