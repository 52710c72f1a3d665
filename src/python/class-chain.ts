import { isBuiltinObject } from './attributes.ts'
import { linearize } from './mro.ts'
import type { ClassValue, MemberValue, ObjectValue, ReferenceValue, SuperValue, Value } from './value.ts'

/** Where a name is found along Python's method resolution order. */
export type Found =
  | { readonly kind: 'own'; readonly value: Value; readonly owner: ClassValue }
  /** A class outside of the repository comes first and may have it. */
  | { readonly kind: 'outside'; readonly owner: ReferenceValue }
  /** No class has it, but for what every object has. */
  | { readonly kind: 'none' }
  /** A base is not known, or Python would refuse the bases. */
  | { readonly kind: 'unknown' }

/** Looks for a name in the classes of an order. */
export function findIn(order: readonly Value[] | undefined, name: string): Found {
  for (const base of order ?? [undefined]) {
    if (base?.kind === 'class') {
      const value = base.attributes.get(name)
      if (value) return { kind: 'own', value, owner: base }
    } else if (base?.kind !== 'reference') return { kind: 'unknown' }
    else if (!isBuiltinObject(base)) return { kind: 'outside', owner: base }
  }
  return { kind: 'none' }
}

/** The metaclass of a class, of the repository: its own, or the furthest down of those of its bases. */
export function metaclassOf(value: ClassValue): ClassValue | undefined {
  const given = (linearize(value) ?? []).flatMap((base) => {
    const metaclass = base.kind === 'class' ? base.keywords.get('metaclass') : undefined
    return metaclass?.kind === 'class' ? [metaclass] : []
  })
  return given.find((one) => given.every((other) => linearize(one)?.includes(other)))
}

/** The class that an object, or what `super()` stands for, is of; a class stands for itself. */
export function classOf(object: ObjectValue | MemberValue | ClassValue): ClassValue {
  return object.kind === 'class' ? object : object.class
}

/** The classes that an attribute of an object, a class or `super()` is looked for in. */
export function orderOf(
  object: ObjectValue | MemberValue | ClassValue | SuperValue,
): readonly Value[] | undefined {
  if (object.kind !== 'super') return linearize(classOf(object))
  const order = linearize(classOf(object.object))
  const index = order?.indexOf(object.after) ?? -1
  if (index >= 0) return order?.slice(index + 1)
  // In a method of a metaclass, of the class that it is the class of.
  const metaclass = object.object.kind === 'class' ? metaclassOf(object.object) : undefined
  const above = metaclass && linearize(metaclass)
  const place = above?.indexOf(object.after) ?? -1
  return place < 0 ? undefined : above?.slice(place + 1)
}
