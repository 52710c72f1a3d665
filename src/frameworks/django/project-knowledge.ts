import type { Database } from '../../model/database.ts'
import type { Value } from '../../python/value.ts'
import type { DjangoVersion } from './context.ts'
import type { DjangoProject } from './layout.ts'
import type { Knowledge } from './values/hooks.ts'
import { vendorOf } from './databases.ts'

/**
 * What the settings of a tree's projects tell its source. Where projects do not agree, nothing is told. While the
 * projects themselves are read, nothing is known of them.
 */
export class ProjectKnowledge implements Knowledge {
  /** Whether source asked before the projects were known: what was read till then lacks the answer. */
  askedEarly = false
  projects: readonly DjangoProject[] | undefined
  /** Those that the config names: known once a project is loaded. */
  databases: readonly Database[] = []
  readonly #version: () => DjangoVersion

  constructor(version: () => DjangoVersion, projects?: readonly DjangoProject[]) {
    this.#version = version
    this.projects = projects
  }

  get version(): DjangoVersion {
    return this.#version()
  }

  /** By the projects that set it, if they agree on where. */
  setting(name: string): Value | undefined {
    const values = new Set(this.#known().flatMap(({ settings }) => settings.setting(name) ?? []))
    return values.size === 1 ? [...values][0] : undefined
  }

  vendor(): string | undefined {
    return vendorOf(this.databases, this.projects ?? [])
  }

  isUnset(name: string): boolean {
    const known = this.#known()
    return (
      known.length > 0 &&
      known.every(({ settings }) => settings.isWhole && settings.setting(name) === undefined)
    )
  }

  /**
   * As `Apps.is_installed` (django/apps/registry.py): by the name of an app, not of the class that configures it.
   *
   * @param from the file that asks: the project that it lies in knows
   */
  isInstalled(name: string, from: string): boolean | undefined {
    const around = this.#known().filter(({ root }) => root === '' || from.startsWith(`${root}/`))
    const nearest = around.sort((one, other) => other.root.length - one.root.length)[0]
    const answers = new Set(
      (nearest ? [nearest] : this.#known()).map(({ settings: { installedApps, installedAppsAreKnown } }) => {
        if (installedApps.some((app) => app === name || isConfigIn(app, name))) return true
        return installedAppsAreKnown && !installedApps.some(isOddConfig) ? false : undefined
      }),
    )
    return answers.size === 1 ? [...answers][0] : undefined
  }

  #known(): readonly DjangoProject[] {
    if (!this.projects) this.askedEarly = true
    return this.projects ?? []
  }
}

/** `shop.apps.ShopConfig` configures `shop`. */
function isConfigIn(app: string, name: string): boolean {
  return app.startsWith(`${name}.apps.`) && !app.slice(`${name}.apps.`.length).includes('.')
}

/** A class that lies elsewhere may configure an app of any name. */
function isOddConfig(app: string): boolean {
  return /(?:^|\.)[A-Z]\w*$/.test(app) && !/\.apps\.\w+$/.test(app)
}
