import { isInstalled } from '../../../python/environment.ts'
import type { LibraryClass } from '../library/library.ts'
import type { Declared, ModelClass } from './model-class.ts'

/**
 * Fields in the order in which they were made, which is the order that Django keeps them in (`Field.creation_counter`):
 * those of abstract bases as Python runs the files and the classes that declare them, then the class's own. What a library
 * declares was there before anything of the repository.
 *
 * @param order the files of the repository as Python runs them
 */
export function inOrderOfCreation(
  fields: ReadonlyMap<string, Declared>,
  bases: readonly ModelClass[],
  order: () => readonly string[],
): Map<string, Declared> {
  const from = new Map<string, ModelClass>()
  for (const base of bases) {
    for (const name of base.fields.keys())
      if (base.fields.get(name) === fields.get(name) && !from.has(name)) from.set(name, base)
  }
  const inherited = bases
    .flatMap((base) => [...base.fields.keys()].filter((name) => from.get(name) === base))
    .map((name) => ({ name, ...placeOf(fields.get(name)!, from.get(name)!) }))
  const paths = new Set(inherited.map(({ path }) => path))
  const files = paths.size > 1 ? order() : []
  const rank = (path: string) => (path === '' ? -1 : files.indexOf(path))
  inherited.sort((a, b) => rank(a.path) - rank(b.path) || a.start - b.start)
  const names = new Set([...inherited.map(({ name }) => name), ...fields.keys()])
  return new Map([...names].flatMap((name) => (fields.has(name) ? [[name, fields.get(name)!] as const] : [])))
}

/** Where a field is made; what is not of the repository is at no place, as it is listed. */
function placeOf({ origin, isDescribed }: Declared, base: ModelClass): { path: string; start: number } {
  const isOutside = isDescribed === true || base.library !== undefined || isInstalled(origin.path)
  return isOutside ? { path: '', start: 0 } : origin
}

/** A class of a library and its bases, each behind its own bases, the first of these first. */
export function inOrderOfDefinition(
  value: LibraryClass,
  line: readonly LibraryClass[],
): readonly LibraryClass[] {
  const order = new Set<LibraryClass>()
  const visit = (one: LibraryClass) => {
    if (order.has(one)) return
    for (const base of line) if (base !== one && one.bases.includes(base.path)) visit(base)
    order.add(one)
  }
  visit(value)
  return [...order]
}
