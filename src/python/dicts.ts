import { keyOf } from './keys.ts'
import { isRest, type DictValue, type Entry, type Origin, type Value } from './value.ts'

/** By key, for dicts that are large enough; thrown away when a dict loses entries. */
const indexes = new WeakMap<DictValue, Map<string, Entry>>()
const smallest = 16

/** A dict of these entries, in order: a key that comes again keeps its place and gets the later value. */
export function dictOf(entries: Iterable<Readonly<Entry>>, origin: Origin): DictValue {
  const dict: DictValue = { kind: 'dict', entries: [], origin }
  for (const { key, value } of entries) setEntry(dict, key, value)
  return dict
}

/** What a key stands for: its entry, `none`, or undefined where it is not known. */
export function findEntry(dict: DictValue, key: Value): Entry | 'none' | undefined {
  const wanted = keyOf(key)
  if (wanted === undefined) return undefined
  const found = entryOf(dict, wanted)
  // A key that is not known may be the same one, and may come later.
  if (!hasOnlyKnownKeys(dict)) return undefined
  return found ?? 'none'
}

export function setEntry(dict: DictValue, key: Value, value: Value): void {
  const wanted = keyOf(key)
  const there = wanted === undefined ? undefined : entryOf(dict, wanted)
  if (there) {
    there.value = value
    return
  }
  const entry = { key, value }
  dict.entries.push(entry)
  if (wanted !== undefined) indexes.get(dict)?.set(wanted, entry)
}

/** Takes an entry out; undefined where it is not known whether it is there. */
export function removeEntry(dict: DictValue, key: Value): Entry | 'none' | undefined {
  const found = findEntry(dict, key)
  if (found !== undefined && found !== 'none') {
    dict.entries.splice(dict.entries.indexOf(found), 1)
    indexes.delete(dict)
  }
  return found
}

/** Leaves nothing in a dict, or only what stands for any number of entries. */
export function emptyDict(dict: DictValue, rest?: Value): void {
  dict.entries.length = 0
  indexes.delete(dict)
  if (rest) dict.entries.push({ key: rest, value: rest })
}

export function hasOnlyKnownKeys(dict: DictValue): boolean {
  if (dict.entries.length >= smallest) return indexOf(dict).size === dict.entries.length
  return dict.entries.every(({ key }) => keyOf(key) !== undefined)
}

/** Whether it is known how many entries a dict has, although some keys may not be known. */
export function hasKnownSize(dict: DictValue): boolean {
  const unknown = dict.entries.filter(({ key }) => keyOf(key) === undefined)
  return unknown.length === 0 || (dict.entries.length === 1 && !unknown.some(({ key }) => isRest(key)))
}

function entryOf(dict: DictValue, wanted: string): Entry | undefined {
  if (dict.entries.length >= smallest) return indexOf(dict).get(wanted)
  return dict.entries.find(({ key }) => keyOf(key) === wanted)
}

function indexOf(dict: DictValue): Map<string, Entry> {
  const there = indexes.get(dict)
  if (there) return there
  const index = new Map<string, Entry>()
  for (const entry of dict.entries) {
    const key = keyOf(entry.key)
    if (key !== undefined) index.set(key, entry)
  }
  indexes.set(dict, index)
  return index
}
