import type { FileTree } from '../model/tree.ts'
import { parseJsonWithComments } from './json-with-comments.ts'
import { dirname, joined } from './paths.ts'
import { workspacePackages } from './workspace-packages.ts'

/** What `compilerOptions` of a `tsconfig.json` say of modules: folders are those of the repository. */
interface PathOptions {
  readonly baseUrl: string | undefined
  readonly paths: Readonly<Record<string, readonly string[]>>
  /** What `paths` are relative to. */
  readonly from: string
}

/**
 * Where else than in `node_modules` a module that is no relative path may be: by `paths` and `baseUrl` of the nearest
 * `tsconfig.json`, and in the packages of the repository itself. Paths without extensions, best first.
 */
export function aliasesOf(tree: FileTree): (specifier: string, from: string) => readonly string[] {
  const byFolder = new Map<string, PathOptions | undefined>()
  const nearest = (folder: string): PathOptions | undefined => {
    if (byFolder.has(folder)) return byFolder.get(folder)
    const own = pathOptions(tree, joined(folder, 'tsconfig.json')!)
    const found = own ?? (folder === '' ? undefined : nearest(dirname(folder)))
    byFolder.set(folder, found)
    return found
  }
  let packages: ReturnType<typeof workspacePackages> | undefined
  return (specifier, from) => {
    const options = nearest(dirname(from))
    const aliased = options ? [...mapped(options, specifier), ...based(options, specifier)] : []
    packages ??= workspacePackages(tree)
    return [...aliased, ...packages(specifier)]
  }
}

/** The targets of the pattern of `paths` that fits best: the one with the longest beginning (TypeScript's handbook, "paths"). */
function mapped({ paths, from }: PathOptions, specifier: string): readonly string[] {
  let best: { readonly length: number; readonly targets: readonly string[] } | undefined
  for (const [pattern, targets] of Object.entries(paths)) {
    const [before = '', after] = pattern.split('*')
    const fits =
      after === undefined
        ? specifier === pattern
        : specifier.length >= before.length + after.length &&
          specifier.startsWith(before) &&
          specifier.endsWith(after)
    const length = after === undefined ? Infinity : before.length
    if (!fits || (best && best.length >= length)) continue
    const star = specifier.slice(before.length, specifier.length - (after?.length ?? 0))
    best = { length, targets: targets.map((target) => target.replace('*', () => star)) }
  }
  return (best?.targets ?? []).flatMap((target) => joined(from, target) ?? [])
}

function based({ baseUrl }: PathOptions, specifier: string): readonly string[] {
  const path = baseUrl === undefined ? undefined : joined(baseUrl, specifier)
  return path === undefined ? [] : [path]
}

const decoder = new TextDecoder()

/** What a `tsconfig.json` says, or those that it extends; undefined where there is none. */
function pathOptions(tree: FileTree, path: string, depth = 0): PathOptions | undefined {
  const bytes = tree.read(path)
  if (!bytes || depth > 8) return undefined
  const folder = dirname(path)
  const config = recordOf(parseJsonWithComments(decoder.decode(bytes)))
  const extended = [config?.['extends']].flat().filter((each) => typeof each === 'string')
  // The last of several wins over those before it.
  const inherited = extended
    .toReversed()
    .flatMap((each) => (each.startsWith('.') ? (extendedOptions(tree, folder, each, depth) ?? []) : []))
  const [base] = inherited
  const options = recordOf(config?.['compilerOptions'])
  const url = options?.['baseUrl']
  const baseUrl = typeof url === 'string' ? joined(folder, url) : base?.baseUrl
  const own = recordOf(options?.['paths'])
  if (!own) return { baseUrl, paths: base?.paths ?? {}, from: base?.from ?? folder }
  return { baseUrl, paths: listsOf(own), from: baseUrl ?? folder }
}

function extendedOptions(
  tree: FileTree,
  folder: string,
  extended: string,
  depth: number,
): PathOptions | undefined {
  const path = joined(folder, extended)
  if (path === undefined) return undefined
  return pathOptions(tree, path.endsWith('.json') ? path : `${path}.json`, depth + 1)
}

function listsOf(record: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>> {
  const lists = Object.entries(record).map(([pattern, targets]) => {
    const known = Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : []
    return [pattern, known] as const
  })
  return Object.fromEntries(lists)
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}
