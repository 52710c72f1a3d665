import type { FileTree } from '../../../model/tree.ts'
import { isInstalled } from '../../../python/environment.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import { stringOf, type ClassValue, type Value } from '../../../python/value.ts'
import type { AppConfig } from '../app-config.ts'
import type { DjangoVersion } from '../context.ts'
import { configLabel, configOf, explicitConfigs } from '../labels.ts'
import type { DjangoProject } from '../layout.ts'
import type { Library } from '../library/library.ts'
import { metaOf } from './meta.ts'

/** Which app a module belongs to, and what a model class is called (`Apps`, django/apps/registry.py). */
export class AppRegistry {
  readonly #tree: FileTree
  readonly #interpreter: Interpreter
  readonly #project: DjangoProject
  readonly #library: Library
  readonly #explicit: ReadonlyMap<string, AppConfig>
  readonly #labels = new Map<string, string | undefined>()
  #installed: ReadonlySet<string> | undefined
  /** See `setting`. */
  readonly #named = new Map<string, ReadonlySet<string>>()

  constructor(tree: FileTree, interpreter: Interpreter, project: DjangoProject, library: Library) {
    this.#tree = tree
    this.#interpreter = interpreter
    this.#project = project
    this.#library = library
    this.#explicit = explicitConfigs(interpreter, new Map([[project.root, project.settings]]))
    for (const { label, directory } of project.apps.values()) this.#labels.set(directory, label)
  }

  /** The label of the app whose package is the nearest above a file (`Apps.get_containing_app_config`). */
  containing(path: string): string | undefined {
    for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) {
      const label = this.#labelOfFolder(folder)
      if (label !== undefined) return label
    }
    return isInstalled(path) ? undefined : this.#labels.get('')
  }

  /** Whether a file lies in the folder of an app. */
  isHome(app: string, path: string): boolean {
    const folder = this.#project.apps.get(app)?.directory
    return folder !== undefined && (folder === '' || path.startsWith(`${folder}/`))
  }

  /** The app label of a model class: what its Meta says, else the app that its module lies in. */
  appOf(model: ClassValue): string | undefined {
    const option = metaOf(model, this.#library).options.get('app_label')
    const isSet = option && !(option.value.kind === 'const' && option.value.value === null)
    return isSet ? stringOf(option.value) : this.containing(model.origin.path)
  }

  /** `app.model` in lower case of what a relation is given as its target; see `DjangoContext.labelOf`. */
  labelOf(value: Value): string | undefined {
    if (value.kind === 'class') {
      const app = this.appOf(value)
      return app === undefined ? undefined : `${app}.${value.name.toLowerCase()}`
    }
    if (value.kind !== 'reference') return undefined
    const known = this.#library.classAt(value.path)
    if (known?.model?.app === undefined) return undefined
    return `${known.model.app}.${known.path.split('.').at(-1)!.toLowerCase()}`
  }

  /**
   * The class of the `id` that Django gives the models of an app (`Options._get_default_pk_class`,
   * django/db/models/options.py); undefined where it is not known.
   */
  defaultAutoField(app: string, version: DjangoVersion, oldest: DjangoVersion): string | undefined {
    const { apps, settings } = this.#project
    const directory = apps.get(app)?.directory
    const config = directory === undefined ? undefined : this.#config(directory)
    if (config?.defaultAutoField) return stringOf(config.defaultAutoField)
    // Settings that do not install an app, such as those of a demonstration beside it, say nothing of it.
    if (settings.installedAppsAreKnown && !this.#isInstalled(app)) return undefined
    const setting = settings.setting('DEFAULT_AUTO_FIELD')
    if (setting) return stringOf(setting)
    if (!settings.isComplete) return undefined
    // Django 6.0 has another default than the releases before.
    if (version[0] >= 6 && oldest[0] < 6) return undefined
    return version[0] >= 6 ? 'django.db.models.BigAutoField' : 'django.db.models.AutoField'
  }

  /** What a setting is set to; null where no file names it, undefined where one does and it cannot be read. */
  setting(name: string): Value | null | undefined {
    const known = this.#project.settings.setting(name)
    if (known) return known
    const prefix = name.slice(0, name.indexOf('_') + 1)
    let named = this.#named.get(prefix)
    if (!named) this.#named.set(prefix, (named = this.#namesBeginning(prefix)))
    return named.has(name) ? undefined : null
  }

  /** The names in the project's source that begin with `prefix`, which is a word and `_`. */
  #namesBeginning(prefix: string): ReadonlySet<string> {
    const pattern = new RegExp(`\\b${prefix}\\w+`, 'g')
    return new Set(
      this.#tree.paths.flatMap((path) => {
        const bytes = mayHoldSettings.test(path) ? this.#tree.read(path) : undefined
        return bytes ? (new TextDecoder('latin1').decode(bytes).match(pattern) ?? []) : []
      }),
    )
  }

  /** A folder is an app where the project says so, or where it looks like one while INSTALLED_APPS is not known. */
  #labelOfFolder(folder: string): string | undefined {
    if (this.#labels.has(folder)) return this.#labels.get(folder)
    // Inside of an app, models alone make no app of their own: they are that app's.
    const marks = this.#isInsideApp(folder) ? ['apps.py'] : ['apps.py', 'models.py', 'models/__init__.py']
    const isApp =
      this.#installedFolders().has(folder) ||
      (!this.#project.settings.installedAppsAreKnown &&
        marks.some((file) => this.#isThere(`${folder}/${file}`)))
    const config = isApp ? this.#config(folder) : undefined
    const basename = folder.slice(folder.lastIndexOf('/') + 1)
    const label = config
      ? configLabel(config, basename)
      : isApp && basename !== 'models'
        ? basename
        : undefined
    this.#labels.set(folder, label)
    return label
  }

  /** Whether the settings install an app of this label, in whatever folder. */
  #isInstalled(app: string): boolean {
    return [...this.#installedFolders()].some((folder) => this.#labelOfFolder(folder) === app)
  }

  #isInsideApp(folder: string): boolean {
    return [...this.#project.apps.values()].some(
      ({ directory }) => directory !== '' && folder.startsWith(`${directory}/`),
    )
  }

  #isThere(path: string): boolean {
    const { modules } = this.#interpreter
    return isInstalled(path) ? modules.parse(path) !== undefined : this.#tree.entry(path) !== undefined
  }

  /** The folders of the apps that INSTALLED_APPS names by their package or by a class in one of its modules. */
  #installedFolders(): ReadonlySet<string> {
    this.#installed ??= new Set(
      this.#project.settings.installedApps.flatMap((name) => {
        const find = (dotted: string) =>
          this.#interpreter.modules.find(dotted, this.#project.settings.paths[0] ?? '')
        const path = find(name) ?? find(name.split('.').slice(0, -1).join('.'))
        return path === undefined ? [] : [parentOf(path)]
      }),
    )
    return this.#installed
  }

  #config(folder: string): AppConfig | undefined {
    return configOf(this.#tree, this.#interpreter, folder, this.#explicit)
  }
}

const mayHoldSettings = /^(?!(?:.*\/)?migrations\/).*\.py$/

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}
