import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { isSequence, stringOf, type Value } from '../../python/value.ts'

/** What can be told of a project's settings from source. */
export interface DjangoSettings {
  /** The modules that were read, as paths. */
  readonly paths: readonly string[]
  /** `app.Model`; undefined where it is not known. Django's default where settings were read and none sets it. */
  readonly authUserModel: string | undefined
  /** Dotted names of apps and AppConfig classes, as far as they are known. */
  readonly installedApps: readonly string[]
  /** App label -> dotted module, or null where migrations are switched off. */
  readonly migrationModules: ReadonlyMap<string, string | null>
}

const pointer = /\bDJANGO_SETTINGS_MODULE\b["']?\s*[,=:]\s*["']?([A-Za-z_][\w.]*)/g

/** Files beside `manage.py` (or at a project's root) that say which settings module is meant. */
const pointing = ['manage.py', 'pytest.ini', 'setup.cfg', 'tox.ini', 'pyproject.toml']

/**
 * Reads the settings of the project in `root`: those named by `configured`, and else by manage.py or the test
 * configuration. What an environment variable decides stays unknown.
 */
export function readSettings(
  tree: FileTree,
  interpreter: Interpreter,
  root: string,
  configured: readonly string[],
): DjangoSettings {
  const within = (file: string) => (root === '' ? file : `${root}/${file}`)
  const dotted =
    configured.length > 0 ? configured : pointing.flatMap((file) => settingsNamedIn(tree, within(file)))
  const paths = new Set<string>()
  for (const name of dotted) {
    // The folder of manage.py is on Python's path, whether it is a package or not.
    const beside = within(name.replaceAll('.', '/'))
    const path =
      [name, `${beside}.py`, `${beside}/__init__.py`].find((candidate) => tree.entry(candidate)) ??
      interpreter.modules.find(name, within('manage.py'))
    if (path !== undefined && tree.entry(path)) paths.add(path)
  }
  const scopes = [...paths].map((path) => interpreter.module(path)).filter((scope) => scope !== undefined)
  const values = (name: string): Value[] =>
    scopes.map((scope) => interpreter.lookup(name, scope)).filter((value) => value !== undefined)
  const complete = scopes.length > 0 && scopes.every((scope) => scope.starred.length === 0)
  const users = values('AUTH_USER_MODEL').map(stringOf)
  return {
    paths: [...paths],
    authUserModel:
      users.length > 0 ? users.find((user) => user !== undefined) : complete ? 'auth.User' : undefined,
    installedApps: values('INSTALLED_APPS')
      .flatMap((value) => (isSequence(value) ? value.items.map(stringOf) : []))
      .filter((app) => app !== undefined),
    migrationModules: new Map(values('MIGRATION_MODULES').flatMap(entries)),
  }
}

function settingsNamedIn(tree: FileTree, path: string): string[] {
  const bytes = tree.read(path)
  if (!bytes) return []
  return [...new TextDecoder('latin1').decode(bytes).matchAll(pointer)].map((match) => match[1]!)
}

function entries(value: Value): [string, string | null][] {
  if (value.kind !== 'dict') return []
  return value.entries.flatMap((entry): [string, string | null][] => {
    const label = stringOf(entry.key)
    const module = stringOf(entry.value)
    if (label === undefined) return []
    if (module !== undefined) return [[label, module]]
    return entry.value.kind === 'const' && entry.value.value === null ? [[label, null]] : []
  })
}
