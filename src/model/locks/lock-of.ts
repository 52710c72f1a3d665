import type { Database, DatabaseName } from '../database.ts'
import type { Effect } from '../schema/effect.ts'
import type { Lock, LockRow } from './lock.ts'
import { mysqlLocks } from './mysql.ts'
import { oracleLocks } from './oracle.ts'
import { postgresqlLocks } from './postgresql.ts'
import { sqliteLocks } from './sqlite.ts'

/** By database: what its changes of the schema lock. */
export const lockTables: Readonly<Record<DatabaseName, readonly LockRow[]>> = {
  postgresql: postgresqlLocks,
  mysql: mysqlLocks,
  mariadb: mysqlLocks,
  sqlite: sqliteLocks,
  oracle: oracleLocks,
}

/** The lock that an effect takes of its table on a database; undefined where that is not known. */
export function lockOf(effect: Effect, database: Database): Lock | undefined {
  return lockTables[database.name].find(
    ({ effects, holds }) => effects.includes(effect.kind) && (holds?.(effect, database) ?? true),
  )?.lock
}
