import type { Value } from './value.ts'

const mostParts = 200_000
const deepest = 100

/**
 * A value as it is, or unresolved where walking through all of it would not end well: values may hold one
 * another many times over, and themselves.
 */
export function bounded(value: Value): Value {
  const budget = { left: mostParts }
  if (fits(value, deepest, budget)) return value
  const origin = 'origin' in value ? value.origin : { path: '', start: 0, end: 0 }
  return { kind: 'unresolved', reason: 'it is too large to be read', expr: undefined, origin }
}

function fits(value: Value, depth: number, budget: { left: number }): boolean {
  if (--budget.left < 0 || depth === 0) return false
  return partsOf(value).every((part) => fits(part, depth - 1, budget))
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return value.items
    case 'dict':
      return value.entries.flatMap((entry) => [entry.key, entry.value])
    case 'call':
      return [value.callee, ...value.args, ...value.keywords.values()]
    case 'method':
    case 'super':
      return [value.object]
    case 'object':
      return [value.call, ...value.attributes.values()]
    case 'member':
      return [value.value, ...(value.label ? [value.label] : [])]
    default:
      return []
  }
}
