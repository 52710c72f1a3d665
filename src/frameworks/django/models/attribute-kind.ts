import { linearize } from '../../../python/mro.ts'
import type { Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { isField } from '../fields/is-field.ts'
import type { LibraryClass } from '../library/library.ts'
import { isManager } from './manager-calls.ts'
import { unknownClass } from './model-class.ts'

/** What is not known of an attribute that may be a field. */
export interface UnknownAttribute {
  readonly cause: string
  readonly remedy?: string
}

/** What an attribute of a model's class body is to Django: it looks for `contribute_to_class`. */
export function attributeKind(
  value: Value,
  context: DjangoContext,
): 'field' | 'manager' | 'other' | UnknownAttribute {
  if (value.kind === 'unresolved') return isManager(value) ? 'manager' : { cause: value.reason }
  if (value.kind !== 'call') return 'other'
  const described = libraryClass(value, context)
  if (described?.field?.isSilent || described?.makes !== undefined) return 'other'
  const known = isField(value, context)
  if (known) return 'field'
  if (isManager(value.callee)) return 'manager'
  if (known === false || described) return 'other'
  const { cause, remedy } = unknownClass(value.callee)
  return { cause, ...remedy }
}

/** What the library says of the class that an attribute is made of, or of the nearest of its bases that it knows. */
export function libraryClass(value: Value, { library }: DjangoContext): LibraryClass | undefined {
  if (value.kind !== 'call') return undefined
  const { callee } = value
  const line = callee.kind === 'class' ? (linearize(callee) ?? []) : [callee]
  for (const one of line) {
    const known = one.kind === 'reference' ? library.classAt(one.path) : undefined
    if (known) return known
  }
  return undefined
}
