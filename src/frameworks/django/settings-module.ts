import type { FileTree } from '../../model/tree.ts'
import { equal } from '../../python/equality.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { mayBindMore, type Scope } from '../../python/scope.ts'
import { isOnlySometimesSet } from './sometimes-set.ts'
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
  /**
   * Labels of apps whose own migrations folder the project does not use, whatever is in it. What the settings of
   * a test run say does not count: they switch migrations off to save time.
   */
  readonly elsewhere: ReadonlySet<string>
  /** Whether every setting is known to be set in a module that was read, or to have Django's default. */
  readonly isComplete: boolean
  /** Whether all that sets a setting was read: one that none of it sets is not set. */
  readonly isWhole: boolean
  /** Whether `installedApps` is the whole list. */
  readonly installedAppsAreKnown: boolean
  /** What a setting is set to, by the first module that sets it; undefined where none that was read does. */
  setting(name: string): Value | undefined
  /** The names of all settings that are set somewhere. */
  readonly names: readonly string[]
  /** Whether a setting is only set where a condition holds: there may be none of the name. */
  isOnlySometimesSet(name: string): boolean
}

const pointer = /\bDJANGO_SETTINGS_MODULE\b["']?\s*[,=:]\s*["']?([A-Za-z_][\w.]*)/g

/** Files of a test run at a project's root that may say which settings module is meant. */
const testFiles = ['pytest.ini', 'setup.cfg', 'tox.ini', 'pyproject.toml']

/** A library's manage.py often names the settings of its tests. */
const ofTests = /(^|[/_])tests?([/_.]|$)/

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
  const own = configured.length > 0 ? configured : settingsNamedIn(tree, within('manage.py'))
  const others = configured.length > 0 ? [] : testFiles.flatMap((file) => settingsNamedIn(tree, within(file)))
  const scopesOf = (names: readonly string[]) =>
    [...new Set(names.map((name) => settingsPath(tree, interpreter, root, name)))]
      .map((path) => (path === undefined ? undefined : interpreter.module(path)))
      .filter((scope) => scope !== undefined)
  const named = scopesOf([...own, ...others])
  const borrowed = named.length > 0 ? [] : borrowedSettings(tree, interpreter, root)
  const scopes = [...named, ...borrowed]
  const values = (name: string): Value[] => scopes.flatMap((scope) => interpreter.lookup(name, scope) ?? [])
  const complete = scopes.length > 0 && scopes.every((scope) => scope.starred.length === 0)
  const users = values('AUTH_USER_MODEL').map(stringOf)
  const modules = scopesOf(own)
    .filter((scope) => !ofTests.test(scope.file.path))
    .map((scope) => entries(interpreter.lookup('MIGRATION_MODULES', scope)))
  const [first = [], ...rest] = modules.map((pairs) => pairs.map(([label]) => label))
  const installed = values('INSTALLED_APPS')
  return {
    paths: scopes.map((scope) => scope.file.path),
    authUserModel:
      users.length > 0 ? users.find((user) => user !== undefined) : complete ? 'auth.User' : undefined,
    installedApps: installed
      .flatMap((value) => (isSequence(value) ? value.items.map(stringOf) : []))
      .filter((app) => app !== undefined),
    migrationModules: new Map(values('MIGRATION_MODULES').flatMap(entries)),
    isComplete: complete,
    isWhole: complete && installed.length === scopes.length && !scopes.some(mayBindMore),
    installedAppsAreKnown:
      installed.length > 0 &&
      installed.every(
        (value) => isSequence(value) && value.items.every((item) => stringOf(item) !== undefined),
      ),
    setting: (name) => (borrowed.length > 0 ? agreed(name, values(name)) : values(name)[0]),
    names: [...new Set(scopes.flatMap((scope) => [...scope.names.keys()]))],
    isOnlySometimesSet: (name) => scopes.every(({ file }) => isOnlySometimesSet(name, file.module.body)),
    elsewhere: new Set(first.filter((label) => rest.every((labels) => labels.includes(label)))),
  }
}

/**
 * The settings of a project where neither its manage.py nor its test configuration names any: those that a manage.py
 * below it, its WSGI application or its tests name, and else what looks like settings.
 */
function borrowedSettings(tree: FileTree, interpreter: Interpreter, root: string): Scope[] {
  const below = tree.paths.filter((path) => root === '' || path.startsWith(`${root}/`))
  const namedBy = (file: string) => {
    const found = below.flatMap((path) => {
      if (path !== file && !path.endsWith(`/${file}`)) return []
      const folder = path.slice(0, -file.length - 1)
      return settingsNamedIn(tree, path).flatMap(
        (name) =>
          settingsPath(tree, interpreter, folder, name) ?? settingsPath(tree, interpreter, root, name) ?? [],
      )
    })
    return [...new Set(found)].flatMap((path) => interpreter.module(path) ?? [])
  }
  for (const file of ['manage.py', 'wsgi.py', 'conftest.py']) {
    const found = namedBy(file)
    if (found.length > 0) return found
  }
  return below
    .filter((path) => looksLikeSettings.test(path))
    .flatMap((path) => interpreter.module(path) ?? [])
    .filter((scope) => scope.names.has('INSTALLED_APPS'))
}

const looksLikeSettings = /(^|\/)settings(\/(base|common|__init__))?\.py$/

/** What several settings modules set something to; unresolved where they do not agree. */
function agreed(name: string, values: readonly Value[]): Value | undefined {
  const [first, ...rest] = values
  if (first === undefined || rest.every((value) => equal(first, value) === true)) return first
  const reason = `the settings modules of the repository do not agree on ${name}`
  return { kind: 'unresolved', reason, expr: undefined, origin: { path: '', start: 0, end: 0 } }
}

/** The file of a settings module, given by its dotted name or by its path. */
function settingsPath(
  tree: FileTree,
  interpreter: Interpreter,
  root: string,
  name: string,
): string | undefined {
  // The folder of manage.py is on Python's path, whether it is a package or not.
  const beside = (root === '' ? '' : `${root}/`) + name.replaceAll('.', '/')
  const from = root === '' ? 'manage.py' : `${root}/manage.py`
  const candidates = [name, `${beside}.py`, `${beside}/__init__.py`, interpreter.modules.find(name, from)]
  return candidates.find((path) => path !== undefined && tree.entry(path))
}

function settingsNamedIn(tree: FileTree, path: string): string[] {
  const bytes = tree.read(path)
  if (!bytes) return []
  return [...new TextDecoder('latin1').decode(bytes).matchAll(pointer)].map((match) => match[1]!)
}

function entries(value: Value | undefined): [string, string | null][] {
  if (value?.kind !== 'dict') return []
  return value.entries.flatMap((entry): [string, string | null][] => {
    const label = stringOf(entry.key)
    const module = stringOf(entry.value)
    if (label === undefined) return []
    if (module !== undefined) return [[label, module]]
    return entry.value.kind === 'const' && entry.value.value === null ? [[label, null]] : []
  })
}
