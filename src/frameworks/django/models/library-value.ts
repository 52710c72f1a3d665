import type { Library, LibraryClass } from '../library/library.ts'

export { jsonCall as callOf } from '../values/json-value.ts'

/** A class of the library with those of its bases that the library knows, in Python's order. */
export function lineOf(known: LibraryClass, library: Library): LibraryClass[] {
  return [known, ...known.bases.flatMap((path) => library.classAt(path) ?? [])]
}
