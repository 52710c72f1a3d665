import type { ClassValue } from '../../../python/value.ts'
import type { Doubt } from '../state/doubt.ts'
import type { Ancestor } from './ancestors.ts'
import { libraryDoubts } from './library-effects.ts'
import type { Meta } from './meta.ts'
import type { Metaclass } from './metaclass.ts'
import { headOf, unknownClass } from './unknown-class.ts'

/** What bases that cannot be read may bring. */
export function doubtsOfBases(value: ClassValue, ancestors: readonly Ancestor[], meta: Meta): Doubt[] {
  return ancestors.flatMap((one): Doubt[] => {
    if (one.kind === 'library') return libraryDoubts(one.value, value, meta)
    if (one.kind !== 'unknown') return []
    const { cause, remedy } = unknownClass(one.value)
    return hidden({ cause, ...remedy, origin: headOf(value) })
  })
}

/** What a metaclass may do that cannot be followed. */
export function metaclassDoubts({ unknown }: Metaclass, value: ClassValue): Doubt[] {
  if (unknown === undefined) return []
  const of = { cause: unknown, origin: headOf(value) }
  // That of wagtail's pages gives them permissions.
  return [...hidden(of), { aspect: 'options', ...of }]
}

/**
 * What a metaclass or a hook may do unseen: add fields and managers, an index of the fields that it brings as that of
 * django-mptt, name the base manager as that of django-polymorphic.
 */
function hidden(of: Omit<Doubt, 'aspect'>): Doubt[] {
  return [
    { aspect: 'fields', ...of },
    { aspect: 'managers', ...of },
    { aspect: 'options', name: 'indexes', ...of },
    { aspect: 'options', name: 'base_manager_name', ...of },
  ]
}
