import type { CallValue, Value } from '../../../python/value.ts'
import { djangoName } from './equivalence.ts'
import { columnMethods, sharedColumns } from './field-attributes.ts'

/** A field's class: what it is called, and what is known of the column that it makes. */
export interface FieldClass {
  /** The dotted name for what is not in the repository, else the class's own name. */
  readonly path: string
  /** Fields with the same column differ in Python alone; undefined where it cannot be told which it is. */
  readonly column: string | undefined
  /** The name of Django's field that it is or extends: what that takes for granted holds for this one. */
  readonly base: string | undefined
}

/** Reads the class of a field, through classes of the repository to the field of Django that they extend. */
export function fieldClass({ callee }: CallValue): FieldClass {
  if (callee.kind === 'function') return { path: callee.name, column: undefined, base: undefined }
  if (callee.kind !== 'reference' && callee.kind !== 'class')
    return { path: '', column: undefined, base: undefined }
  const django = djangoField(callee, 0)
  const path = callee.kind === 'class' ? callee.name : djangoName(callee.path)
  return { path, column: django?.column, base: django?.path.split('.').at(-1) }
}

function djangoField(callee: Value, depth: number): { path: string; column: string | undefined } | undefined {
  if (callee.kind === 'reference') {
    const path = djangoName(callee.path)
    return path.startsWith('django.') ? { path, column: sharedColumns[path] ?? path } : undefined
  }
  if (callee.kind !== 'class' || depth > 20) return undefined
  for (const base of callee.bases) {
    const found = djangoField(base, depth + 1)
    if (!found) continue
    const ownColumn = columnMethods.some((name) => callee.attributes.has(name))
    return ownColumn ? { ...found, column: undefined } : found
  }
  return undefined
}

/** Whether two classes are one that was moved inside of its package. */
export function isSameClass(before: FieldClass, after: FieldClass): boolean {
  if (before.path === after.path) return before.path !== ''
  const [old, now] = [before.path.split('.'), after.path.split('.')]
  return old[0] === now[0] && old.at(-1) === now.at(-1) && old[0] !== 'django'
}
