import type { FileTree } from '../../model/tree.ts'
import { classAttribute } from '../../python/attributes.ts'
import { isInstalled } from '../../python/environment.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { stringOf, type ClassValue, type Value } from '../../python/value.ts'

/** An AppConfig of the repository, as far as its source tells. */
export interface AppConfig {
  readonly className: string
  /** The dotted name of the app's package. */
  readonly name: string | undefined
  readonly label: string | undefined
  /** `default = True`, `False`, or not said. */
  readonly isDefault: boolean | undefined
  /** `default_auto_field`, where the class sets one. */
  readonly defaultAutoField: Value | undefined
}

/**
 * The AppConfig classes that a module holds, imported ones included, as `AppConfig.create` of
 * django/apps/config.py (3.2 and later) collects them.
 */
export function appConfigsIn(interpreter: Interpreter, path: string): AppConfig[] {
  const scope = interpreter.module(path)
  if (!scope) return []
  const configs: AppConfig[] = []
  for (const [name, binding] of scope.names) {
    const value = interpreter.settle(binding, name, scope)
    if (value.kind === 'class' && isAppConfig(value)) configs.push(toAppConfig(value))
  }
  return configs
}

/** The AppConfig that `dotted` (an entry of INSTALLED_APPS) names, if it names a class of the repository. */
export function appConfigNamed(
  interpreter: Interpreter,
  dotted: string,
  from: string,
): AppConfig | undefined {
  const dot = dotted.lastIndexOf('.')
  const path = dot < 0 ? undefined : interpreter.modules.find(dotted.slice(0, dot), from)
  const className = dotted.slice(dot + 1)
  return path === undefined
    ? undefined
    : appConfigsIn(interpreter, path).find((config) => config.className === className)
}

/** The AppConfig that a package's `default_app_config` names, wherever it is (Django before 4.1). */
export function packageAppConfig(interpreter: Interpreter, app: string): AppConfig | undefined {
  const path = app === '' ? '__init__.py' : `${app}/__init__.py`
  const init = interpreter.module(path)
  const named = init && stringOf(interpreter.lookup('default_app_config', init))
  return named === undefined ? undefined : appConfigNamed(interpreter, named, path)
}

/**
 * The AppConfig that Django 3.2 and later picks for an app that INSTALLED_APPS names by its package: the only
 * one in its apps.py, or the one with `default = True` (`AppConfig.create`, django/apps/config.py).
 */
export function onlyAppConfig(interpreter: Interpreter, tree: FileTree, app: string): AppConfig | undefined {
  const path = app === '' ? 'apps.py' : `${app}/apps.py`
  const configs = tree.entry(path) || isInstalled(path) ? appConfigsIn(interpreter, path) : []
  const candidates = configs.filter((config) => config.isDefault !== false)
  if (candidates.length === 1) return candidates[0]
  const marked = candidates.filter((config) => config.isDefault)
  return marked.length === 1 ? marked[0] : undefined
}

function isAppConfig(value: ClassValue, depth = 0): boolean {
  if (depth > 20) return false
  return value.bases.some((base) => {
    if (base.kind === 'reference')
      return base.path.endsWith('AppConfig') || base.path.startsWith('django.contrib.')
    return base.kind === 'class' && isAppConfig(base, depth + 1)
  })
}

function toAppConfig(value: ClassValue): AppConfig {
  const attribute = (name: string): Value | undefined => classAttribute(value, name)
  const own = attribute('default')
  return {
    className: value.name,
    name: stringOf(attribute('name')),
    label: stringOf(attribute('label')),
    defaultAutoField: attribute('default_auto_field'),
    isDefault: own?.kind === 'const' && typeof own.value === 'boolean' ? own.value : undefined,
  }
}
