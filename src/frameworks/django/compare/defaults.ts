import { constant, type Value } from '../../../python/value.ts'
import { emptyList, type DefaultValue } from './field-attributes.ts'

/** What is taken for granted, as a value to compare with. Undefined where nothing is. */
export function defaultValue(known: Readonly<Record<string, DefaultValue>>, name: string): Value | undefined {
  if (!Object.hasOwn(known, name)) return undefined
  const value = known[name]!
  if (value === emptyList) return { kind: 'list', items: [], origin: { path: '', start: 0, end: 0 } }
  if (isReference(value)) return { kind: 'reference', path: value.reference }
  return constant(value)
}

function isReference(value: DefaultValue): value is { readonly reference: string } {
  return typeof value === 'object' && value !== null && 'reference' in value
}
