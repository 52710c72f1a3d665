import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { appConfigNamed, onlyAppConfig, packageAppConfig, type AppConfig } from './app-config.ts'
import type { MigrationPackage } from './migration-packages.ts'
import type { DjangoSettings } from './settings-module.ts'

/** The AppConfig classes that INSTALLED_APPS names in so many words, by the app's package. */
export function explicitConfigs(
  interpreter: Interpreter,
  settings: ReadonlyMap<string, DjangoSettings>,
): Map<string, AppConfig> {
  const configs = new Map<string, AppConfig>()
  for (const [root, { installedApps }] of settings) {
    const from = root === '' ? 'manage.py' : `${root}/manage.py`
    for (const entry of installedApps) {
      const config = appConfigNamed(interpreter, entry, from)
      const path = config?.name === undefined ? undefined : interpreter.modules.find(config.name, from)
      if (config && path?.endsWith('/__init__.py')) configs.set(path.slice(0, -'/__init__.py'.length), config)
    }
  }
  return configs
}

/**
 * The label of an app: that of its AppConfig, or the last part of its package's name
 * (`AppConfig.__init__`, django/apps/config.py). Where no setting and no `default_app_config` names an AppConfig,
 * what the app's migrations call themselves in their own dependencies tells it.
 */
export function appLabel(
  tree: FileTree,
  interpreter: Interpreter,
  directory: string,
  migrations: MigrationPackage,
  explicit: ReadonlyMap<string, AppConfig>,
): string {
  const basename = directory.split('/').at(-1) ?? ''
  const labelOf = (config: AppConfig) => configLabel(config, basename)
  const named = explicit.get(directory) ?? packageAppConfig(interpreter, directory)
  if (named) return labelOf(named)
  // Before Django 3.2 nothing picked an AppConfig that nobody names: the migrations know whether it was.
  const own = labelInDependencies(tree, migrations)
  const config = onlyAppConfig(interpreter, tree, directory)
  return own ?? (config ? labelOf(config) : basename)
}

/** The label that an AppConfig gives its app. */
export function configLabel(config: AppConfig, basename: string): string {
  return config.label ?? config.name?.split('.').at(-1) ?? basename
}

/** The AppConfig that Django uses for the app in a folder, as far as source tells; see `appLabel`. */
export function configOf(
  tree: FileTree,
  interpreter: Interpreter,
  directory: string,
  explicit: ReadonlyMap<string, AppConfig>,
): AppConfig | undefined {
  return (
    explicit.get(directory) ??
    packageAppConfig(interpreter, directory) ??
    onlyAppConfig(interpreter, tree, directory)
  )
}

const ownDependency = /\(\s*["'](\w+)["']\s*,\s*["']([\w-]+)["']\s*,?\s*\)/g

/** The label that every dependency on a migration of the same folder uses, if they agree and there is one. */
function labelInDependencies(tree: FileTree, { directory, names }: MigrationPackage): string | undefined {
  const own = new Set(names)
  const labels = new Set<string>()
  for (const name of names.slice(1, 6)) {
    const bytes = tree.read(`${directory}/${name}.py`)
    if (!bytes) continue
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, 20_000))
    for (const [, label, dependency] of head.matchAll(ownDependency)) {
      if (
        label !== undefined &&
        dependency !== undefined &&
        own.has(dependency) &&
        /^\d{4}_/.test(dependency)
      )
        labels.add(label)
    }
  }
  return labels.size === 1 ? [...labels][0] : undefined
}
