import type { Value } from '../../../python/value.ts'
import { findUnresolved } from '../unresolved.ts'

/** What a message adds where it cannot be proven that a change reaches the database. */
export const cannotTell = 'whether a database sees a difference cannot be told'

/** Whether what a value is in the end is decided elsewhere: by code that is not run here, a setting, the environment. */
export function isUnknown(value: Value | undefined): boolean {
  return value !== undefined && (findUnresolved(value) !== undefined || dependsOnSurroundings(value))
}

function dependsOnSurroundings(value: Value): boolean {
  switch (value.kind) {
    case 'reference':
      return /^(django\.conf\.settings|os|environ)\./.test(value.path)
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.some(dependsOnSurroundings)
    case 'dict':
      return value.entries.some((entry) => dependsOnSurroundings(entry.value))
    case 'call':
      return [value.callee, ...value.args, ...value.keywords.values()].some(dependsOnSurroundings)
    default:
      return false
  }
}
