import type { FileTree } from '../../model/tree.ts'

/** A folder that Django would import as an app's migrations module. */
export interface MigrationPackage {
  readonly directory: string
  /** Without an `__init__.py` Django takes the app for one without migrations, and says nothing. */
  readonly hasInit: boolean
  /** File names without `.py`, sorted: those that `pkgutil.iter_modules` would give and the loader would import. */
  readonly names: readonly string[]
  /** Folders beside the files that hold an `__init__.py`: packages, which the loader passes over. */
  readonly packages: readonly string[]
}

/** Folders that hold other people's code, and never a project's own migrations. */
const foreign = new Set([
  'site-packages',
  'dist-packages',
  'node_modules',
  '.tox',
  '.nox',
  '.git',
  '__pycache__',
])

/** Folders of a template that other projects are made from: `startproject --template`, Cookiecutter, Copier. */
const template = /^(project|app)[-_]template$|\{[{%]/

/** Every Python file of a tree by its folder: one pass over the paths. */
export function pythonFolders(tree: FileTree): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>()
  for (const path of tree.paths) {
    if (!path.endsWith('.py')) continue
    const slash = path.lastIndexOf('/')
    const folder = slash < 0 ? '' : path.slice(0, slash)
    const files = folders.get(folder)
    if (files) files.push(path.slice(slash + 1, -3))
    else folders.set(folder, [path.slice(slash + 1, -3)])
  }
  return folders
}

/**
 * The migrations folders of a tree: those called `migrations` that look like Django's, and those that
 * `declared` (MIGRATION_MODULES, by folder) names.
 */
export function migrationPackages(
  tree: FileTree,
  folders: ReadonlyMap<string, readonly string[]>,
  declared: ReadonlySet<string>,
): MigrationPackage[] {
  const packages: MigrationPackage[] = []
  for (const [directory, files] of folders) {
    const segments = directory.split('/')
    if (segments.some((segment) => foreign.has(segment) || template.test(segment))) continue
    if (
      !declared.has(directory) &&
      (segments.at(-1) !== 'migrations' || !looksLikeDjango(tree, directory, files))
    )
      continue
    packages.push({
      directory,
      hasInit: files.includes('__init__'),
      names: files.filter(isMigrationName).sort(),
      packages: subpackages(folders, directory),
    })
  }
  return packages.sort((a, b) => (a.directory < b.directory ? -1 : 1))
}

/** The loader's own test on names (`load_disk` in django/db/migrations/loader.py, 3.2 to 6.0), after pkgutil's. */
function isMigrationName(name: string): boolean {
  return name !== '__init__' && !name.includes('.') && !/^[_~]/.test(name)
}

/**
 * Other tools call their folders `migrations` too, and some their classes `Migration`. Django's are the folders with
 * a file that speaks of both, or one with the class beside an app's models; what South wrote before Django 1.7 is
 * none. A package that holds nothing yet is Django's where it lies beside models or an AppConfig.
 */
function looksLikeDjango(tree: FileTree, directory: string, files: readonly string[]): boolean {
  const names = files.filter(isMigrationName)
  const app = directory.slice(0, -'migrations'.length)
  const isApp = ['models.py', 'models/__init__.py', 'apps.py'].some((file) => tree.entry(app + file))
  if (names.length === 0) return files.includes('__init__') && isApp
  return names.some((name) => {
    const text = textOf(tree.read(`${directory}/${name}.py`))
    if (!text.includes('Migration') || south.test(text)) return false
    return /\bdjango\b/.test(text) || (isApp && /^class Migration\b/m.test(text))
  })
}

const south = /^(?:from|import) south\b/m

const decoder = new TextDecoder('latin1')

const textOf = (bytes: Uint8Array | undefined) => (bytes ? decoder.decode(bytes) : '')

function subpackages(folders: ReadonlyMap<string, readonly string[]>, directory: string): string[] {
  const prefix = `${directory}/`
  return [...folders]
    .filter(
      ([folder, files]) =>
        folder.startsWith(prefix) && !folder.slice(prefix.length).includes('/') && files.includes('__init__'),
    )
    .map(([folder]) => folder.slice(prefix.length))
    .sort()
}
