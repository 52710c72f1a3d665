import { stringOf, type ClassValue, type Value } from '../../../python/value.ts'
import type { Library } from '../library/library.ts'
import { metaOf } from './meta.ts'

/** An app as the registry of Django knows it (`AppConfig`, django/apps/config.py). */
export interface RegisteredApp {
  readonly label: string
  /** The folder of its package. */
  readonly directory: string
}

/** Which app a module belongs to, and what a model class is called. */
export class AppRegistry {
  readonly #byFolder: ReadonlyMap<string, string>
  readonly #library: Library

  constructor(apps: readonly RegisteredApp[], library: Library) {
    this.#byFolder = new Map(apps.map(({ directory, label }) => [directory, label]))
    this.#library = library
  }

  /** The label of the app whose package is the nearest above a file (`Apps.get_containing_app_config`). */
  containing(path: string): string | undefined {
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      const label = this.#byFolder.get(folder)
      if (label !== undefined || folder === '') return label
    }
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
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}
