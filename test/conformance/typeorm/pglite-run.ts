import { PGlite } from '@electric-sql/pglite'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import type { ReadMigration } from './replayed.ts'

/** A database after migrations ran in it, and what it refused. */
export interface Ran {
  readonly database: PGlite
  readonly failures: readonly string[]
}

/** Runs the SQL of migrations in a new database, statement by statement; one that fails is left out. */
export async function ranIn(migrations: readonly Pick<ReadMigration, 'name' | 'statements'>[]): Promise<Ran> {
  const database = new PGlite({ extensions: { uuid_ossp } })
  // TypeORM's driver makes it for a primary key of that kind.
  await database.exec('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')
  const failures: string[] = []
  for (const { name, statements } of migrations)
    for (const statement of statements)
      try {
        await database.exec(statement)
      } catch (error) {
        // A transaction that it began by itself takes nothing more.
        await database.exec('ROLLBACK')
        failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}: ${statement}`)
      }
  return { database, failures }
}
