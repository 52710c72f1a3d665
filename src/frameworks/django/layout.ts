import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { appLabel, explicitConfigs } from './labels.ts'
import type { DjangoOptions } from './options.ts'
import { migrationPackages, pythonFolders, type MigrationPackage } from './migration-packages.ts'
import { readSettings, type DjangoSettings } from './settings-module.ts'

/** An app with a migrations folder. */
export interface DjangoApp {
  readonly label: string
  /** The app's own folder. */
  readonly directory: string
  readonly migrations: MigrationPackage
  readonly modelPaths: readonly string[]
}

/** One Django project of a tree: apps with labels of their own, under one folder. */
export interface DjangoProject {
  readonly root: string
  readonly settings: DjangoSettings
  /** By label. */
  readonly apps: ReadonlyMap<string, DjangoApp>
}

/**
 * The Django projects of a tree. A project is what lies under a folder with a manage.py; what lies under none
 * belongs to the repository's root. Labels are unique in a project, as Django's registry demands: where two
 * apps of one folder claim the same label (a library and its test project, say), the second and all that lies
 * beside it is a project of its own.
 */
export function djangoProjects(
  tree: FileTree,
  interpreter: Interpreter,
  options: DjangoOptions,
): DjangoProject[] {
  const folders = pythonFolders(tree)
  const roots = [
    '',
    ...[...folders].filter(([, files]) => files.includes('manage')).map(([folder]) => folder),
  ]
  const settings = new Map(
    [...new Set(roots)].map(
      (root) => [root, readSettings(tree, interpreter, root, options.settings)] as const,
    ),
  )
  const declared = declaredModules(interpreter, options, settings)
  const packages = migrationPackages(tree, folders, new Set(declared.keys()))
  const explicit = explicitConfigs(interpreter, settings)

  const projects = new Map<string, { settings: DjangoSettings; apps: Map<string, DjangoApp> }>()
  for (const migrations of packages.sort(byPrecedence)) {
    const directory = migrations.directory.split('/').slice(0, -1).join('/')
    const root = nearestRoot(directory, roots)
    const given = declared.get(migrations.directory)
    const label = given ?? appLabel(tree, interpreter, directory, migrations, explicit)
    const isElsewhere =
      settings.get(root)!.elsewhere.has(label) || Object.hasOwn(options.migrationModules, label)
    if (given === undefined && isElsewhere) continue
    const app: DjangoApp = { label, directory, migrations, modelPaths: modelPaths(folders, directory) }
    const home = [root, directory.split('/').slice(0, -1).join('/'), directory].find(
      (folder) => !projects.get(folder)?.apps.has(label),
    )
    const project = projects.get(home ?? directory) ?? {
      settings: settings.get(root)!,
      apps: new Map<string, DjangoApp>(),
    }
    project.apps.set(label, app)
    projects.set(home ?? directory, project)
  }
  return [...projects]
    .map(([root, project]) => ({ root, ...project }))
    .sort((a, b) => (a.root < b.root ? -1 : 1))
}

const testFolder = /^(tests?|testing|test_\w+|sandbox|examples?|demo|docs?|fixtures)$/

/** Where labels clash, an app of the product itself comes before one of its tests, and the shallower one first. */
function byPrecedence(a: MigrationPackage, b: MigrationPackage): number {
  const rank = ({ directory }: MigrationPackage) =>
    directory.split('/').some((segment) => testFolder.test(segment)) ? 1 : 0
  const depth = ({ directory }: MigrationPackage) => directory.split('/').length
  return rank(a) - rank(b) || depth(a) - depth(b) || (a.directory < b.directory ? -1 : 1)
}

function nearestRoot(directory: string, roots: readonly string[]): string {
  const above = roots.filter((root) => root === '' || directory === root || directory.startsWith(`${root}/`))
  return above.reduce((nearest, root) => (root.length > nearest.length ? root : nearest), '')
}

/** MIGRATION_MODULES of the settings and of this tool's config: folder -> label. */
function declaredModules(
  interpreter: Interpreter,
  options: DjangoOptions,
  settings: ReadonlyMap<string, DjangoSettings>,
): Map<string, string> {
  const folders = new Map<string, string>()
  const add = (label: string, module: string | null, root: string) => {
    if (module === null) return
    const path = interpreter.modules.find(module, root === '' ? 'manage.py' : `${root}/manage.py`)
    const folder = path?.endsWith('/__init__.py') ? path.slice(0, -'/__init__.py'.length) : undefined
    folders.set(folder ?? (root === '' ? '' : `${root}/`) + module.replaceAll('.', '/'), label)
  }
  for (const [root, { migrationModules }] of settings)
    for (const [label, module] of migrationModules) add(label, module, root)
  for (const [label, module] of Object.entries(options.migrationModules)) add(label, module, '')
  return folders
}

function modelPaths(folders: ReadonlyMap<string, readonly string[]>, directory: string): string[] {
  const paths: string[] = []
  if (folders.get(directory)?.includes('models')) paths.push(`${directory}/models.py`)
  for (const [folder, files] of folders) {
    if (folder === `${directory}/models` || folder.startsWith(`${directory}/models/`)) {
      paths.push(...files.map((file) => `${folder}/${file}.py`))
    }
  }
  return paths.sort()
}
