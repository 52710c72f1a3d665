import type { DataSourceOptions } from 'typeorm'
import { installed } from './installed.ts'
import type { ReadMigration } from './replayed.ts'

interface SqlJsDatabase {
  run(sql: string): void
  export(): Uint8Array
}
type InitSqlJs = () => Promise<{ readonly Database: new () => SqlJsDatabase }>

/**
 * Runs the SQL of migrations in a new SQLite, statement by statement; one that fails is left out. SQLite is that of the package
 * `sql.js`.
 *
 * @returns what a data source is connected by; undefined where the package is not there
 */
export async function ranInSqlite(
  migrations: readonly Pick<ReadMigration, 'name' | 'statements'>[],
): Promise<{ readonly options: DataSourceOptions; readonly failures: readonly string[] } | undefined> {
  const driver = installed<InitSqlJs>('sql.js')
  if (!driver) return undefined
  const { Database } = await driver()
  const database = new Database()
  const failures: string[] = []
  for (const { name, statements } of migrations)
    for (const statement of statements)
      try {
        database.run(statement)
      } catch (error) {
        failures.push(`${name}: ${String(error)}: ${statement}`)
      }
  return { options: { type: 'sqljs', driver, database: database.export() }, failures }
}
