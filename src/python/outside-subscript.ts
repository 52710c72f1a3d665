import type { Interpreter } from './interpreter.ts'
import { linearize } from './mro.ts'
import { stringOf, type ClassValue, type ReferenceValue, type Value } from './value.ts'

/** What code outside of the repository makes of `value[index]`; undefined where that is not known. */
export function outsideSubscript(interpreter: Interpreter, value: Value, index: Value): Value | undefined {
  if (value.kind === 'class') return isGeneric(interpreter, value) ? value : undefined
  if (value.kind !== 'reference') return undefined
  return interpreter.outside.isGeneric?.(value.path) ? value : member(interpreter, value, index)
}

/**
 * Whether a class says by itself what `Class[argument]` is, for the sake of types alone: what a framework has a
 * `__class_getitem__()` for, that gives the class itself.
 */
function isGeneric(interpreter: Interpreter, value: ClassValue): boolean {
  const order = linearize(value) ?? []
  if (order.some((base) => base.kind === 'class' && base.keywords.has('metaclass'))) return false
  const first = order.findIndex((base) => base.kind !== 'class' || base.attributes.has('__class_getitem__'))
  const base = order[first]
  return base?.kind === 'reference' && interpreter.outside.isGeneric?.(base.path) === true
}

/** `re.RegexFlag['IGNORECASE']`: a member of an enumeration that is not in the repository. */
function member(interpreter: Interpreter, { path: owner }: ReferenceValue, index: Value): Value | undefined {
  const name = stringOf(index)
  if (name === undefined) return undefined
  const path = `${owner}.${name}`
  const isEnumeration = /\.[A-Z]\w*[a-z]\w*\.[A-Z][A-Z0-9_]*$/.test(path)
  return interpreter.outside.name?.(path) ?? (isEnumeration ? { kind: 'reference', path } : undefined)
}
