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

function engineName(database: Value): Database['name'] | undefined {
  if (database.kind !== 'dict') return undefined
  const engine = database.entries.find(({ key }) => stringOf(key) === 'ENGINE')
  const path = stringOf(engine?.value)
  return engines.find(([pattern]) => path !== undefined && pattern.test(path))?.[1]
}
