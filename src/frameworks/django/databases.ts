import { databaseNames, type Database } from '../../model/database.ts'
import { stringOf, type Value } from '../../python/value.ts'
import type { DjangoSettings } from './settings-module.ts'

/** By the last part of `ENGINE`: Django's own backends, and those of GIS and of libraries that are made of them. */
const engines: readonly (readonly [RegExp, Database['name']])[] = [
  [/postg/, 'postgresql'],
  [/mariadb/, 'mariadb'],
  [/mysql/, 'mysql'],
  [/sqlite|spatialite/, 'sqlite'],
  [/oracle/, 'oracle'],
]

/**
 * The databases that `DATABASES` sets up. SQLite is left out where there is another one: it is what developers and tests
 * use then. Empty where nothing, or not everything, of it is known.
 */
export function databasesOf(settings: DjangoSettings): readonly Database[] {
  const value = settings.setting('DATABASES')
  if (value?.kind !== 'dict') return []
  const names = value.entries.map(({ value: one }) => engineName(one))
  if (names.some((name) => name === undefined)) return []
  const known = databaseNames.filter((name) => names.includes(name))
  const served = known.filter((name) => name !== 'sqlite')
  return (served.length > 0 ? served : known).map((name) => ({ name, version: undefined }))
}

/**
 * What `connection.vendor` is: that of the databases that the config names, where they are of one kind, and else that of
 * `default` in the settings of every project. Undefined where it is not known.
 */
export function vendorOf(
  configured: readonly Database[],
  projects: readonly { readonly settings: DjangoSettings }[],
): string | undefined {
  const names =
    configured.length > 0
      ? configured.map(({ name }) => name)
      : projects.map(({ settings }) => {
          const value = settings.setting('DATABASES')
          const entries = value?.kind === 'dict' ? value.entries : []
          const main = entries.find(({ key }) => stringOf(key) === 'default')
          return main && engineName(main.value)
        })
  const [vendor, ...others] = new Set(names.map((name) => (name === 'mariadb' ? 'mysql' : name)))
  return others.length === 0 ? vendor : undefined
}

function engineName(database: Value): Database['name'] | undefined {
  if (database.kind !== 'dict') return undefined
  const engine = database.entries.find(({ key }) => stringOf(key) === 'ENGINE')
  const path = stringOf(engine?.value)
  return engines.find(([pattern]) => path !== undefined && pattern.test(path))?.[1]
}
