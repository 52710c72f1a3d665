import type { FileTree } from '../../model/tree.ts'

/** TypeORM, what binds it to a framework, or a fork that somebody publishes under a name of their own. */
const typeOrm = /(?:^|\/)typeorm$/

/** Whether an import is of TypeORM, which is nobody's own code, or of a part of it. */
export function isTypeOrm(specifier: string): boolean {
  return /(?:^|\/)typeorm(?:\/|$)/.test(specifier)
}

/** Folders whose `package.json` asks for TypeORM; `''` is the repository's root. */
export function packagesWithTypeOrm(tree: FileTree): readonly string[] {
  return tree.paths.flatMap((path) => {
    if (!isManifest(path)) return []
    const manifest = jsonAt(tree, path)
    const asks = groups.some((group) => dependenciesOf(manifest, group).some((name) => typeOrm.test(name)))
    return asks ? path.slice(0, -'package.json'.length).replace(/\/$/, '') : []
  })
}

const groups = ['dependencies', 'devDependencies', 'peerDependencies'] as const

/** The packages that code of a folder runs with: those of its own `package.json` and of those around it. */
export function runsWith(tree: FileTree, folder: string): readonly string[] {
  const own = dependenciesOf(jsonAt(tree, folder === '' ? 'package.json' : `${folder}/package.json`))
  if (folder === '') return own
  return [...own, ...runsWith(tree, folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)))]
}

function dependenciesOf(
  manifest: Readonly<Record<string, unknown>> | undefined,
  group: (typeof groups)[number] = 'dependencies',
): readonly string[] {
  const dependencies = manifest?.[group]
  return typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : []
}

/** The data sources that scripts of a package name: `typeorm migration:run -d src/data-source.ts`. */
export function dataSourcesOfScripts(tree: FileTree, folder: string): readonly string[] {
  const scripts = jsonAt(tree, folder === '' ? 'package.json' : `${folder}/package.json`)?.['scripts']
  if (typeof scripts !== 'object' || scripts === null) return []
  return Object.values(scripts).flatMap((script) => {
    if (typeof script !== 'string' || script.length > 2_000) return []
    const [, path] = /(?:\s-d|--dataSource)[\s=]+["']?([\w./@-]+)/.exec(script) ?? []
    return path === undefined ? [] : path.replace(/^\.\//, '')
  })
}

/** What is installed is nobody's project. */
export function isInstalled(path: string): boolean {
  return /(^|\/)node_modules\//.test(path)
}

function isManifest(path: string): boolean {
  return (path === 'package.json' || path.endsWith('/package.json')) && !isInstalled(path)
}

const decoder = new TextDecoder()

/** What a JSON file holds, if that is an object; undefined where it cannot be read. */
export function jsonAt(tree: FileTree, path: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = tree.read(path)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The innermost of some folders that a path lies in. */
export function owner(folders: readonly string[], path: string): string | undefined {
  return folders
    .filter((folder) => folder === '' || path.startsWith(`${folder}/`))
    .reduce<string | undefined>(
      (best, folder) => (best === undefined || folder.length > best.length ? folder : best),
      undefined,
    )
}
