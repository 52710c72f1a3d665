import type { FileTree } from '../model/tree.ts'
import type { ParsePython } from './parse.ts'
import type { SourceFile } from './scope.ts'

/** Finds and parses the Python files of a tree; a file is parsed once, however many trees hold its blob. */
export interface Modules {
  /** The path of an absolute dotted module as code in `from` would import it: a file, or a package's `__init__.py`. */
  find(dotted: string, from: string): string | undefined
  /** True where a dotted name is a folder of the tree without an `__init__.py`. */
  isNamespace(dotted: string, from: string): boolean
  /** The dotted name that Python would give a file's module: from the nearest folder above it that is no package. */
  name(path: string): string
  parse(path: string): SourceFile | undefined
}

/** Parsed files by blob id, shared by every tree of a run. */
export type ModuleCache = Map<string, SourceFile['module']>

export function modulesOf(tree: FileTree, parse: ParsePython, cache: ModuleCache): Modules {
  const folders = new Set<string>()
  for (const path of tree.paths) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  const locate = (dotted: string, from: string, test: (path: string) => string | undefined) => {
    const relative = dotted.replaceAll('.', '/')
    for (const root of importRoots(tree, from)) {
      const found = test(root === '' ? relative : `${root}/${relative}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    find: (dotted, from) =>
      locate(dotted, from, (path) => {
        if (tree.entry(`${path}/__init__.py`)) return `${path}/__init__.py`
        return tree.entry(`${path}.py`) ? `${path}.py` : undefined
      }),
    isNamespace: (dotted, from) =>
      locate(dotted, from, (path) => (folders.has(path) ? path : undefined)) !== undefined,
    name(path) {
      const parts = path.replace(/\.py$/, '').split('/')
      if (parts.length > 1 && parts.at(-1) === '__init__') parts.pop()
      let root = path.split('/').length - 1
      while (root > 0 && tree.entry([...path.split('/').slice(0, root), '__init__.py'].join('/'))) root--
      return parts.slice(root).join('.')
    },
    parse(path) {
      const entry = tree.entry(path)
      if (entry?.kind !== 'file') return undefined
      let module = cache.get(entry.id)
      if (!module) {
        const bytes = tree.read(path)
        if (!bytes) return undefined
        cache.set(entry.id, (module = parse(bytes)))
      }
      return { path, module }
    },
  }
}

/**
 * The folders that a file's absolute imports may start from: those above it that are no packages themselves,
 * nearest first, then the `src` folder at the root. What `sys.path` holds cannot be read from source, but a
 * folder inside of a package is seldom on it: what lies in one without an `__init__.py` is imported by way of the
 * package. Such a folder comes after the nearest one with a `manage.py`, which Python puts on `sys.path` itself.
 */
function* importRoots(tree: FileTree, from: string): Iterable<string> {
  const isPackage = (folder: string) => tree.entry(`${folder}/__init__.py`) !== undefined
  let inPackage: string[] = []
  for (let slash = from.lastIndexOf('/'); slash > 0; slash = from.lastIndexOf('/', slash - 1)) {
    const folder = from.slice(0, slash)
    if (tree.entry(`${folder}/manage.py`)) {
      yield* [folder, ...inPackage]
      inPackage = []
    } else if (isPackage(folder)) continue
    else if (above(folder).some(isPackage)) inPackage.push(folder)
    else yield folder
  }
  yield* ['', ...inPackage, 'src']
}

/** The folders above one, nearest first. */
const above = (folder: string): string[] =>
  folder
    .split('/')
    .slice(1)
    .map((_, i, names) =>
      folder
        .split('/')
        .slice(0, names.length - i)
        .join('/'),
    )

/** The name that Python would give the module of a file, as in a class's `__module__`: `shop.models`. */
export function moduleName({ modules }: { readonly modules: Modules }, path: string): string {
  return modules.name(path)
}
