import type { FileTree } from '../../../model/tree.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import type { DjangoProject } from '../layout.ts'
import { reachedModules } from './reached-modules.ts'

/**
 * The files that loading the models of a project runs, those of its apps first: Django imports the `models` module of
 * every app that is installed (`AppConfig.import_models`, django/apps/config.py), and with it what that one imports.
 */
export function modelModules(
  tree: FileTree,
  interpreter: Interpreter,
  { root, apps, settings }: DjangoProject,
): ReadonlySet<string> {
  const from = root === '' ? 'manage.py' : `${root}/manage.py`
  const installed = settings.installedApps.flatMap((dotted) => {
    const path = interpreter.modules.find(dotted, from)
    return path?.endsWith('/__init__.py') ? [path.slice(0, -'/__init__.py'.length)] : []
  })
  const folders = new Set([...[...apps.values()].map(({ directory }) => directory), ...installed])
  return reachedModules(
    interpreter,
    [...folders].flatMap((folder) => modelsModule(tree, folder) ?? []),
  )
}

/**
 * What Django imports to load the models, in its order: the packages and the `apps` modules of what is installed, then the
 * `models` modules (`Apps.populate`, django/apps/registry.py).
 */
export function loadedModules(
  tree: FileTree,
  interpreter: Interpreter,
  { root, settings }: DjangoProject,
): readonly string[] {
  const from = root === '' ? 'manage.py' : `${root}/manage.py`
  const folders = settings.installedApps.flatMap((dotted) => {
    const path = interpreter.modules.find(dotted.replace(/(\.apps)?\.[A-Z]\w*$/, ''), from)
    return path?.endsWith('/__init__.py') ? [path.slice(0, -'/__init__.py'.length)] : []
  })
  const configs = folders.flatMap((folder) =>
    [`${folder}/__init__.py`, `${folder}/apps.py`].filter((path) => tree.entry(path)),
  )
  return [...configs, ...folders.flatMap((folder) => modelsModule(tree, folder) ?? [])]
}

/** The file of the `models` module in a folder. */
export function modelsModule(tree: FileTree, folder: string): string | undefined {
  const inFolder = (file: string) => (folder === '' ? file : `${folder}/${file}`)
  // A package hides a module of the same name.
  return [inFolder('models/__init__.py'), inFolder('models.py')].find((path) => tree.entry(path))
}
