import * as v from 'valibot'
import { databaseNames, type Database, type DatabaseName } from '../model/database.ts'
import { text } from './object-schema.ts'

const form = new RegExp(`^(${databaseNames.join('|')})(@\\d{1,4}(\\.\\d{1,4}){0,2})?$`)

/** `postgresql`, `postgresql@14`, `mysql@8.0.29`. */
export const database = v.pipe(
  text,
  v.regex(form, `must be one of ${databaseNames.join(', ')}, with or without a version, as in postgresql@14`),
)

/** What a text that the schema let through says. */
export function parseDatabase(given: string): Database {
  const [name, version] = given.split('@')
  return { name: name as DatabaseName, version: version?.split('.').map(Number) }
}
