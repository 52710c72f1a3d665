import type { FileTree } from '../model/tree.ts'
import { parseJsonWithComments } from './json-with-comments.ts'
import { dirname, joined } from './paths.ts'

/** A package whose source is in the repository. */
interface WorkspacePackage {
  readonly folder: string
  /** What `main` names, which may be built and so not be there. */
  readonly main: string | undefined
}

/** Folders that compilers write to. */
const built = /^(?:\.\/)?(?:dist|build|lib|out)\//

/**
 * Where the packages of a repository have what is imported from them by name: paths without extensions, best first. What
 * `main` names is built from `src` as a rule.
 */
export function workspacePackages(tree: FileTree): (specifier: string) => readonly string[] {
  const packages = packagesOf(tree)
  return (specifier) => {
    const [name = '', inner = ''] = /^(@[^/]+\/[^/]+|[^/]+)(?:\/(.*))?$/.exec(specifier)?.slice(1) ?? []
    const found = packages.get(name)
    if (!found) return []
    const { folder, main } = found
    const source = (path: string): string => path.replace(built, 'src/')
    const own = main?.replace(/\.[cm]?js$/, '')
    const within =
      inner === ''
        ? [...(own === undefined ? [] : [own, source(own)]), 'src/index', 'index']
        : [inner, source(inner), `src/${inner}`]
    return [...new Set(within)].flatMap((path) => joined(folder, path) ?? [])
  }
}

const decoder = new TextDecoder()

function packagesOf(tree: FileTree): ReadonlyMap<string, WorkspacePackage> {
  const packages = new Map<string, WorkspacePackage>()
  for (const path of tree.paths) {
    if (!/(?:^|\/)package\.json$/.test(path) || /(?:^|\/)node_modules\//.test(path)) continue
    const bytes = tree.read(path)
    const manifest = (bytes && parseJsonWithComments(decoder.decode(bytes))) as
      { readonly name?: unknown; readonly main?: unknown } | null | undefined
    const name = manifest?.name
    if (typeof name !== 'string' || packages.has(name)) continue
    const main = typeof manifest?.main === 'string' ? manifest.main : undefined
    packages.set(name, { folder: dirname(path), main })
  }
  return packages
}
