import type { PGlite } from '@electric-sql/pglite'
import type { DataSourceOptions } from 'typeorm'

/** What connects a data source to a PostgreSQL that runs in this process. */
export function pgliteOptions(
  database: PGlite,
  uuidExtension: 'pgcrypto' | 'uuid-ossp' = 'pgcrypto',
): DataSourceOptions {
  return { type: 'postgres', driver: pgliteDriver(database), installExtensions: false, uuidExtension }
}

/** What TypeORM's PostgreSQL driver wants of the package `pg`, answered by a PostgreSQL that runs in this process. */
function pgliteDriver(database: PGlite): object {
  const client = {
    async query(text: string, parameters: unknown[] = []) {
      const { rows, affectedRows, fields } = await database.query(text, parameters)
      const [command] = text.trimStart().split(/\s/, 1)
      return { rows, rowCount: affectedRows ?? rows.length, command: command?.toUpperCase(), fields }
    },
    on: () => client,
    removeListener: () => client,
    release: () => undefined,
  }
  class Pool {
    on(): this {
      return this
    }
    connect(done: (error: unknown, connection: unknown, release: () => void) => void): void {
      done(undefined, client, () => undefined)
    }
    end(done: (error?: unknown) => void): void {
      done()
    }
  }
  return { Pool }
}
