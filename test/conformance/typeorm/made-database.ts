import { PGlite } from '@electric-sql/pglite'
import type { DataSourceOptions } from 'typeorm'
import type { DatabaseName } from '../../../src/model/database.ts'
import { pgliteOptions } from './pglite-driver.ts'

/** A new database of a server, for the migrations of one made-up project. */
export interface MadeDatabase {
  /** What a data source needs to reach it. */
  readonly options: DataSourceOptions
  run(statement: string): Promise<void>
  close(): Promise<void>
}

/** Something that makes databases. */
export interface DatabaseMaker {
  readonly name: Extract<DatabaseName, 'postgresql' | 'mariadb'>
  make(): Promise<MadeDatabase>
  close(): Promise<void>
}

/** PostgreSQL that runs in this process. */
export const pglite: DatabaseMaker = {
  name: 'postgresql',
  make: async () => {
    const database = new PGlite()
    return {
      options: pgliteOptions(database),
      run: async (statement) => {
        await database.exec(statement)
      },
      close: () => database.close(),
    }
  },
  close: async () => undefined,
}
