export const databaseNames = ['postgresql', 'mysql', 'mariadb', 'sqlite', 'oracle'] as const
export type DatabaseName = (typeof databaseNames)[number]

/** A database server that a project's migrations run on. */
export interface Database {
  readonly name: DatabaseName
  /** The oldest version in use, as numbers: `[14]`, `[8, 0, 29]`; undefined where nothing tells. */
  readonly version: readonly number[] | undefined
}

/**
 * Whether a statement holds on every database of a project. None known means any of them: then it has to hold
 * everywhere.
 */
export function onEvery(databases: readonly Database[], holds: (database: Database) => boolean): boolean {
  const all = databases.length > 0 ? databases : databaseNames.map((name) => ({ name, version: undefined }))
  return all.every(holds)
}

/**
 * The databases of a project on which something happens. None known means any of them: then it counts only where it
 * happens on every one.
 */
export function databasesWhere(
  databases: readonly Database[],
  happens: (database: Database) => boolean,
): readonly Database[] {
  if (databases.length > 0) return databases.filter(happens)
  return onEvery([], happens) ? databaseNames.map((name) => ({ name, version: undefined })) : []
}

/** How texts call a database. */
export const databaseTitles: Readonly<Record<DatabaseName, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  sqlite: 'SQLite',
  oracle: 'Oracle',
}

/** Whether a server is surely older than a version; one that is not known is taken for one that is still supported. */
export function isBefore(database: Database, wanted: readonly number[]): boolean {
  return database.version !== undefined && !isAtLeast(database, wanted)
}

/** Whether a server is surely at least of a version; a version that is not known is not. */
export function isAtLeast({ version }: Database, wanted: readonly number[]): boolean {
  if (version === undefined) return false
  for (const [index, number] of wanted.entries()) {
    const own = version[index] ?? 0
    if (own !== number) return own > number
  }
  return true
}
