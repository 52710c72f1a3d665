import type { ClassValue, Value } from '../../../python/value.ts'
import type { Library } from '../library/library.ts'
import { isAbstract } from './abstract.ts'
import { ancestorsOf, isModel } from './ancestors.ts'

/** Whether the Meta in a class stays there. */
export function handsDown(owner: ClassValue, library: Library): boolean {
  return isAbstract(owner) || isModel(owner, library) === false
}

/**
 * A Meta as it is made: one below `Parent.Meta`, where Parent is not abstract, is below the Meta that Parent has from
 * its own bases, for Django took Parent's out of it.
 */
export function withoutTaken(
  meta: ClassValue,
  taken: readonly ClassValue[],
  library: Library,
  depth = 0,
): ClassValue {
  if (depth > 20) return meta
  const bases = meta.bases.map((base): Value => {
    const owner = taken.find((one) => one.attributes.get('Meta') === base)
    const handed = owner && handedDown(owner, library)
    const below = handed ?? base
    return below.kind === 'class' ? withoutTaken(below, taken, library, depth + 1) : below
  })
  return bases.every((base, index) => base === meta.bases[index]) ? meta : { ...meta, bases }
}

/** `Model.Meta` of a model that is not abstract: that of its first base which keeps one. */
function handedDown(owner: ClassValue, library: Library): Value | undefined {
  for (const base of ancestorsOf(owner, library) ?? []) {
    if (base.kind === 'unknown') return base.value
    if (base.kind === 'library' && base.value.model?.abstract)
      return { kind: 'reference', path: `${base.value.path}.Meta` }
    if (base.kind !== 'class' || base.value === owner || !handsDown(base.value, library)) continue
    const meta = base.value.attributes.get('Meta')
    if (meta) return meta
  }
  return undefined
}
