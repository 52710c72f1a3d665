import type { FrameworkSettings } from '../framework.ts'
import type { Description } from './library/description.ts'

/** What a config may say of Django under `frameworks.django`. */
export interface DjangoOptions {
  /** Settings modules (dotted) or files to read instead of those that manage.py and the test configuration name. */
  readonly settings: readonly string[]
  /** As Django's MIGRATION_MODULES: app label -> dotted module, or null for an app without migrations. */
  readonly migrationModules: Readonly<Record<string, string | null>>
  /** The Django that the project runs on, such as `5.2`. */
  readonly version: string | undefined
  /** Keywords of fields and options of models that are not compared. */
  readonly ignoredAttributes: ReadonlySet<string>
  readonly libraries: readonly Description[]
}

/** Reads the options out of a config that its schema has checked. */
export function djangoOptions(settings: FrameworkSettings): DjangoOptions {
  const modules = settings['settings']
  return {
    settings: typeof modules === 'string' ? [modules] : Array.isArray(modules) ? modules.map(String) : [],
    migrationModules: (settings['migrationModules'] ?? {}) as DjangoOptions['migrationModules'],
    version: typeof settings['version'] === 'string' ? settings['version'] : undefined,
    ignoredAttributes: new Set((settings['ignoredAttributes'] ?? []) as readonly string[]),
    libraries: (settings['libraries'] ?? []) as readonly Description[],
  }
}
