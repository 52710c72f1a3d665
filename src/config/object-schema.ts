import * as v from 'valibot'
import { didYouMean } from '../engine/near-name.ts'

/** A strict object: a key that is missing or not known gets a message of its own. */
export function entries<const Entries extends v.ObjectEntries>(known: Entries) {
  return v.strictObject(known, ({ expected, path }) => {
    if (path === undefined) return 'must be an object'
    if (expected !== 'never') return 'is missing'
    return `is not known${didYouMean(String(path.at(-1)?.key), Object.keys(known))}`
  })
}

export function list<const Item extends v.GenericSchema>(item: Item) {
  return v.array(item, 'must be a list')
}

export const text = v.string('must be a string')
