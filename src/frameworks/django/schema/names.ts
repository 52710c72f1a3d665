import type { Database, DatabaseName } from '../../../model/database.ts'
import { md5 } from '../fields/md5.ts'

/** How long a name may be (`max_name_length()` of the backends; 200 where a database sets no limit). */
const limits: Readonly<Record<DatabaseName, number>> = {
  postgresql: 63,
  mysql: 64,
  mariadb: 64,
  sqlite: 200,
  oracle: 30,
}

/** The databases of which a name is given where nothing tells which one it is. */
const usual: readonly DatabaseName[] = ['postgresql', 'mysql', 'sqlite']

/** Makes names up as Django does; undefined where they are not the same on every database of the project. */
export type NameMaker = (make: (longest: number) => string) => string | undefined

export function nameMaker(databases: readonly Database[]): NameMaker {
  const names = databases.length > 0 ? databases.map(({ name }) => name) : usual
  const longest = [...new Set(names.map((name) => limits[name]))]
  return (make) => {
    const [first, ...others] = new Set(longest.map(make))
    return others.length === 0 ? first : undefined
  }
}

/** `names_digest()` (django/db/backends/utils.py). */
function digest(parts: readonly string[], length: number): string {
  return md5(parts.join('')).slice(0, length)
}

/** `truncate_name()` (django/db/backends/utils.py), of a name without its schema. */
export function truncated(name: string, longest: number): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 4)}${digest([name], 4)}`
}

/** `BaseDatabaseSchemaEditor._create_index_name()` (django/db/backends/base/schema.py). */
export function indexName(
  table: string,
  columns: readonly string[],
  suffix: string,
  longest: number,
): string {
  const joined = columns.join('_')
  const whole = `${digest([table, ...columns], 8)}${suffix}`
  const plain = `${table}_${joined}_${whole}`
  if (plain.length <= longest) return plain
  const end = whole.length > longest / 3 ? whole.slice(0, Math.floor(longest / 3)) : whole
  const other = Math.floor((longest - end.length) / 2) - 1
  const short = `${table.slice(0, other)}_${joined.slice(0, other)}_${end}`
  return /^[_\p{Nd}]/u.test(short) ? `D${short.slice(0, -1)}` : short
}
