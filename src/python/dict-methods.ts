import { dictOf, emptyDict, findEntry, removeEntry, setEntry } from './dicts.ts'
import { iterate } from './iteration.ts'
import { method, type Methods } from './method-table.ts'
import {
  constant,
  isRest,
  type DictValue,
  type Entry,
  type IteratorValue,
  type Origin,
  type Value,
} from './value.ts'

const none = constant(null)

/** A view shows the dict as it is when it is run over. */
function view(name: string, dict: DictValue, origin: Origin, show: (entry: Entry) => Value): IteratorValue {
  const give = () => (dict.entries.some(({ key }) => isRest(key)) ? undefined : dict.entries.map(show))
  return { kind: 'iterator', name, give, left: undefined, over: [dict], origin }
}

/** The entries that `dict(source)` and `dict.update(source)` take over; undefined where they are not known. */
export function entriesOf(source: Value): readonly Entry[] | undefined {
  if (source.kind === 'dict') return source.entries.map(({ key, value }) => ({ key, value }))
  const entries: Entry[] = []
  for (const pair of iterate(source) ?? [undefined]) {
    const [key, value, ...others] = (pair && iterate(pair)) ?? []
    if (!key || !value || others.length > 0) return undefined
    entries.push({ key, value })
  }
  return entries
}

export const dictMethods: Methods<DictValue> = {
  keys: method(0, 0, (dict, _, origin) => view('dict_keys', dict, origin, ({ key }) => key)),
  values: method(0, 0, (dict, _, origin) => view('dict_values', dict, origin, ({ value }) => value)),
  items: method(0, 0, (dict, _, origin) =>
    view('dict_items', dict, origin, ({ key, value }) => ({ kind: 'tuple', items: [key, value], origin })),
  ),
  get: method(1, 2, (dict, [key, fallback]) => {
    const found = findEntry(dict, key!)
    return found === 'none' ? (fallback ?? none) : found?.value
  }),
  copy: method(0, 0, (dict, _, origin) => dictOf(dict.entries, origin)),
  update: (dict, { args, keywords }) => {
    const [source, ...others] = args
    const more = source ? entriesOf(source) : []
    if (!more || others.length > 0) return undefined
    for (const { key, value } of more) setEntry(dict, key, value)
    for (const [name, value] of keywords) setEntry(dict, constant(name), value)
    return none
  },
  setdefault: method(1, 2, (dict, [key, fallback = none]) => {
    const found = findEntry(dict, key!)
    if (found === 'none') setEntry(dict, key!, fallback)
    return found === 'none' ? fallback : found?.value
  }),
  pop: method(1, 2, (dict, [key, fallback]) => {
    const removed = removeEntry(dict, key!)
    return removed === 'none' ? fallback : removed?.value
  }),
  clear: method(0, 0, (dict) => {
    emptyDict(dict)
    return none
  }),
}
