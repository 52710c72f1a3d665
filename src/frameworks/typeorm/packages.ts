import type { FileTree } from '../../model/tree.ts'

/** Folders whose `package.json` asks for TypeORM; `''` is the repository's root. */
export function packagesWithTypeOrm(tree: FileTree): readonly string[] {
  return tree.paths.flatMap((path) => {
    if (!isManifest(path)) return []
    const manifest = jsonAt(tree, path)
    const asks = groups.some((group) => {
      const dependencies = manifest?.[group]
      return typeof dependencies === 'object' && dependencies !== null && 'typeorm' in dependencies
    })
    return asks ? path.slice(0, -'package.json'.length).replace(/\/$/, '') : []
  })
}

const groups = ['dependencies', 'devDependencies', 'peerDependencies'] as const

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

function jsonAt(tree: FileTree, path: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = tree.read(path)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
