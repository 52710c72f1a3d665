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

/** Whether a server is surely at least of a version; a version that is not known is not. */
export function isAtLeast({ version }: Database, wanted: readonly number[]): boolean {
  if (version === undefined) return false
  for (const [index, number] of wanted.entries()) {
    const own = version[index] ?? 0
    if (own !== number) return own > number
  }
  return true
}
