import { every, same } from '../values/same.ts'
import type { DjangoVersion } from '../context.ts'
import type { NamedState } from '../state/model-state.ts'
import type { ValueChange } from './change.ts'
import { constant, type Value } from '../../../python/value.ts'
import { valueChange } from './changed-value.ts'

/** Whether two indexes or constraints have one name; undefined where one of them is not known. */
export function hasSameName(a: NamedState, b: NamedState): boolean | undefined {
  return a.name === undefined || b.name === undefined ? undefined : a.name === b.name
}

/** Whether they are the same, whatever their names, but for keywords that are left out. */
export function isSameButForName(
  a: NamedState,
  b: NamedState,
  version: DjangoVersion,
  leftOut: readonly string[] = [],
): boolean | undefined {
  if (a.path !== b.path || a.args.length !== b.args.length) return false
  const keywords = new Set([...a.keywords.keys(), ...b.keywords.keys()])
  for (const keyword of ['name', ...leftOut]) keywords.delete(keyword)
  return every([
    ...a.args.map((value, i) => same(value, b.args[i]!, version)),
    ...[...keywords].map((keyword) => sameKeyword(a.keywords.get(keyword), b.keywords.get(keyword), version)),
  ])
}

function sameKeyword(
  a: Value | undefined,
  b: Value | undefined,
  version: DjangoVersion,
): boolean | undefined {
  if (a && b) return same(a, b, version)
  // What is left out where it has its default value, which one that is not known may have.
  return (a ?? b)?.kind === 'unresolved' ? undefined : false
}

/** `Index.__eq__`, `BaseConstraint.__eq__`. */
export function isSameIndex(a: NamedState, b: NamedState, version: DjangoVersion): boolean | undefined {
  return every([hasSameName(a, b), isSameButForName(a, b, version)])
}

/** What differs between two of one name. */
export function indexChanges(a: NamedState, b: NamedState, version: DjangoVersion): readonly ValueChange[] {
  const changes: ValueChange[] = []
  if (a.path !== b.path) changes.push(valueChange('class', constant(a.path), constant(b.path)))
  for (const keyword of new Set([...a.keywords.keys(), ...b.keywords.keys()])) {
    const [from, to] = [a.keywords.get(keyword), b.keywords.get(keyword)]
    if (keyword !== 'name' && sameKeyword(from, to, version) === false)
      changes.push(valueChange(keyword, from, to))
  }
  return changes
}
