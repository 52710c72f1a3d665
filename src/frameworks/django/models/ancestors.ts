import { installedModule, isInstalled } from '../../../python/environment.ts'
import { linearize } from '../../../python/mro.ts'
import type { ClassValue, Value } from '../../../python/value.ts'
import { modelPaths } from './model-paths.ts'
import type { Library, LibraryClass } from '../library/library.ts'

/** A class that a class is made of: of the repository, described by the library, of no meaning to Django, or not known. */
export type Ancestor =
  | { readonly kind: 'class'; readonly value: ClassValue }
  | { readonly kind: 'library'; readonly value: LibraryClass }
  | { readonly kind: 'model' }
  | { readonly kind: 'plain'; readonly path: string }
  | { readonly kind: 'unknown'; readonly value: Value }

/** Packages of the standard library that models use: what is of them is no model and no field. */
const standardLibrary: ReadonlySet<string> = new Set(
  'abc builtins collections contextlib copy dataclasses datetime decimal enum fractions functools hashlib io ipaddress itertools json logging math operator os pathlib random re secrets string threading types typing typing_extensions uuid weakref zoneinfo'.split(
    ' ',
  ),
)

/** Whether a dotted path leads into the standard library. */
export function isOfStandardLibrary(path: string): boolean {
  return standardLibrary.has(path.split('.')[0]!)
}

/** Whether a path leads into Django without its contributed apps, which alone have models: its fields are all known. */
export function isOfDjangoItself(path: string): boolean {
  return /^django\.(?!contrib\.)/.test(path)
}

/** What the library says of a class, also of one that is read from where it is installed. */
export function describedClass(value: Value, library: Library): LibraryClass | undefined {
  if (value.kind === 'reference') return library.classAt(value.path)
  if (value.kind !== 'class' || !isInstalled(value.origin.path)) return undefined
  return library.classAt(`${installedModule(value.origin.path)}.${value.qualname}`)
}

/** What one base of a class is. */
export function ancestor(base: Value, library: Library): Ancestor {
  if (base.kind === 'class') {
    // What a metaclass or a hook adds to models is described, and cannot be read.
    const described = describedClass(base, library)
    return described?.model?.adds ? { kind: 'library', value: described } : { kind: 'class', value: base }
  }
  const made =
    base.kind === 'call' && base.callee.kind === 'reference' ? library.classAt(base.callee.path) : undefined
  // A function that makes a mixin is described as what it makes.
  if (made) return { kind: 'library', value: made }
  if (base.kind !== 'reference') return { kind: 'unknown', value: base }
  if (modelPaths.has(base.path)) return { kind: 'model' }
  const known = library.classAt(base.path)
  if (known) return { kind: 'library', value: known }
  const isPlain = isOfStandardLibrary(base.path) || isOfDjangoItself(base.path)
  if (isPlain) return { kind: 'plain', path: base.path }
  return { kind: 'unknown', value: base }
}

/**
 * A class and its bases in Python's method resolution order; undefined where Python would refuse the bases. Bases
 * outside of the repository bring theirs as far as the library knows them.
 */
export function ancestorsOf(value: ClassValue, library: Library): readonly Ancestor[] | undefined {
  const order = linearize(value)
  if (!order) return undefined
  const all = order.flatMap((base): Ancestor[] => {
    const one = ancestor(base, library)
    return one.kind === 'library'
      ? [one, ...one.value.bases.map((path) => libraryBase(path, library))]
      : [one]
  })
  // What several bases share comes after the last of them.
  const last = new Map(all.map((one, index) => [identity(one), index]))
  return all.filter((one, index) => last.get(identity(one)) === index)
}

function libraryBase(path: string, library: Library): Ancestor {
  if (modelPaths.has(path)) return { kind: 'model' }
  const known = library.classAt(path)
  return known ? { kind: 'library', value: known } : { kind: 'plain', path }
}

/** The same for what is one class, however it is reached. */
export function identity(one: Ancestor): unknown {
  if (one.kind === 'model') return 'model'
  if (one.kind === 'plain') return one.path
  return one.kind === 'library' ? one.value.path : one.value
}

/** Whether a class is a model; undefined where a base that is not known may be one. */
export function isModel(value: ClassValue, library: Library): boolean | undefined {
  const all = ancestorsOf(value, library)
  if (!all) return false
  if (all.some((one) => one.kind === 'model' || (one.kind === 'library' && one.value.model))) return true
  return all.some((one) => one.kind === 'unknown') ? undefined : false
}
