import type { Unresolved } from '../../model/migration.ts'
import type { Module } from '../../python/ast.ts'
import { placeOf } from '../../model/source-place.ts'
import type { Origin, UnresolvedValue, Value } from '../../python/value.ts'

const shown = 80

/** An unresolved value as the reader of `--verbose` sees it: where, its source in one line, and why. */
export function toUnresolved(module: Module, value: UnresolvedValue, fallback: Origin): Unresolved {
  const origin = value.origin.end > 0 && value.origin.path === fallback.path ? value.origin : fallback
  const source = module.text.slice(origin.start, origin.end).replace(/\s+/g, ' ')
  return {
    place: placeOf(module, origin),
    source: source.length > shown ? `${source.slice(0, shown - 1)}…` : source,
    reason: value.reason,
  }
}

/** The first unresolved value inside a value, depth first; functions are not looked into: they are code. */
export function findUnresolved(value: Value): UnresolvedValue | undefined {
  switch (value.kind) {
    case 'unresolved':
      return value
    case 'list':
    case 'tuple':
    case 'set':
      return first(value.items)
    case 'dict':
      return first(value.entries.flatMap((entry) => [entry.key, entry.value]))
    case 'call':
      return findUnresolved(value.callee) ?? first([...value.args, ...value.keywords.values()])
    case 'object':
      return findUnresolved(value.call)
    case 'member':
      return findUnresolved(value.value)
    default:
      return undefined
  }
}

function first(values: readonly Value[]): UnresolvedValue | undefined {
  for (const value of values) {
    const found = findUnresolved(value)
    if (found) return found
  }
  return undefined
}
