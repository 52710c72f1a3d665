import { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import type { ReadMigration } from './replayed.ts'

/** A database after migrations ran in it, and what it refused. */
export interface Ran {
  readonly database: PGlite
  readonly failures: readonly string[]
  /** Statements that are left out since they have parameters: these write rows. */
  readonly withParameters: number
}

/** Runs the SQL of migrations in a new database, statement by statement; one that fails is left out. */
export async function ranIn(migrations: readonly Pick<ReadMigration, 'name' | 'statements'>[]): Promise<Ran> {
  const database = new PGlite({ extensions: { citext, hstore, pg_trgm, unaccent, uuid_ossp } })
  // TypeORM's driver makes it for a primary key of that kind.
  await database.exec('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')
  const failures: string[] = []
  let withParameters = 0
  for (const { name, statements } of migrations)
    for (const statement of statements)
      try {
        await database.exec(statement)
      } catch (error) {
        // A transaction that it began by itself takes nothing more.
        await database.exec('ROLLBACK')
        const message = error instanceof Error ? error.message : String(error)
        if (message.startsWith('there is no parameter')) withParameters++
        else failures.push(`${name}: ${message}: ${statement}`)
      }
  return { database, failures, withParameters }
}
