import type { ConstantValue } from './ast.ts'
import { hasPlainIdentity, plainOf } from './members.ts'
import type { Value } from './value.ts'

const deepest = 20

/**
 * A text that is the same for two values exactly when Python holds them equal as keys of a dict or members of
 * a set: `1`, `1.0` and `True` are one key. Undefined for what cannot be a key, and where it is not known.
 */
export function keyOf(value: Value, depth = 0): string | undefined {
  if (value.kind === 'const') return constantKey(value.value)
  if (value.kind === 'member') {
    const plain = plainOf(value)
    if (plain !== value) return keyOf(plain, depth + 1)
    return hasPlainIdentity(value)
      ? `m${value.class.origin.path}:${value.class.origin.start}:${value.name}`
      : undefined
  }
  if (value.kind !== 'tuple' || depth > deepest) return undefined
  const parts = value.items.map((item) => keyOf(item, depth + 1))
  return parts.every((part) => part !== undefined) ? `(${parts.map(sized).join('')})` : undefined
}

const sized = (text: string) => `${text.length}:${text}`

function constantKey(value: ConstantValue): string | undefined {
  if (value === null) return 'None'
  switch (typeof value) {
    case 'string':
      return `s${value}`
    case 'boolean':
      return `n${value ? 1 : 0}`
    case 'number':
    case 'bigint':
      return `n${value}`
    default:
      if (value.kind === 'bytes') return `b${value.text}`
      return value.kind === 'float' ? floatKey(value.value) : '...'
  }
}

function floatKey(value: number): string | undefined {
  // Not a number is equal to nothing, but it is found as a key where it is the same object.
  if (Number.isNaN(value)) return undefined
  return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`
}
