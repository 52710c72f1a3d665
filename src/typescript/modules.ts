import type { FileTree } from '../model/tree.ts'
import type { ParseTypeScript } from './parse.ts'
import { dirname, joined } from './paths.ts'
import type { SourceFile } from './syntax.ts'

/** Finds and parses the files of a tree; a file is parsed once, however many trees hold its blob. */
export interface Modules {
  readonly tree: FileTree
  /** The path of what code in `from` imports as `specifier`; undefined for a package or what is not there. */
  find(specifier: string, from: string): string | undefined
  parse(path: string): SourceFile | undefined
}

/** Parsed files by path and blob id, shared by every tree of a run. */
export type ModuleCache = Map<string, SourceFile>

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json']

/** TypeScript's own files behind an import that is written with the name of what they compile to. */
const compiled: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
}

/** @param aliases of a file, what its `tsconfig.json` says of a specifier: paths without extensions, best first */
export function modulesOf(
  tree: FileTree,
  parse: ParseTypeScript,
  cache: ModuleCache,
  aliases: (specifier: string, from: string) => readonly string[] = () => [],
): Modules {
  return {
    tree,
    find(specifier, from) {
      const isRelative = /^\.{1,2}(\/|$)/.test(specifier)
      const wanted = isRelative ? [joined(dirname(from), specifier)] : aliases(specifier, from)
      for (const path of wanted) {
        const found = path === undefined ? undefined : fileAt(tree, path)
        if (found !== undefined) return found
      }
      return undefined
    },
    parse(path) {
      const entry = tree.entry(path)
      if (entry?.kind !== 'file') return undefined
      const key = `${entry.id} ${path}`
      const known = cache.get(key)
      if (known) return known
      const bytes = tree.read(path)
      if (!bytes) return undefined
      const file = parse(path, bytes)
      cache.set(key, file)
      return file
    },
  }
}

/** As Node and TypeScript look for a module: the file itself, with an extension, or an index in a folder. */
function fileAt(tree: FileTree, path: string): string | undefined {
  const isFile = (candidate: string): boolean => tree.entry(candidate)?.kind === 'file'
  if (isFile(path)) return path
  const dot = path.lastIndexOf('.')
  const source = (compiled[path.slice(dot)] ?? []).map((extension) => path.slice(0, dot) + extension)
  const candidates = [
    ...source,
    ...extensions.map((extension) => path + extension),
    ...extensions.map((extension) => (path === '' ? `index${extension}` : `${path}/index${extension}`)),
  ]
  return candidates.find(isFile)
}
