import type { Value } from '../../../python/value.ts'
import { findUnresolved } from '../unresolved.ts'

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
      // What a function outside of the repository gives is not known; a class makes what its arguments say.
      if (value.callee.kind === 'reference' && isFunction(value.callee.path)) return true
      return [value.callee, ...value.args, ...value.keywords.values()].some(dependsOnSurroundings)
    case 'object':
      return dependsOnSurroundings(value.call)
    case 'member':
      return dependsOnSurroundings(value.value)
    default:
      return false
  }
}

/** By the usual spelling; the classes of `datetime` are the exception that migrations hold. */
function isFunction(path: string): boolean {
  return /(^|\.)[a-z_]\w*$/.test(path) && !path.startsWith('datetime.')
}
