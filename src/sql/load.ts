import { loadPostgresParser } from './postgres/parser.ts'
import { postgresReader } from './postgres/read.ts'
import type { SqlReader } from './statement.ts'

/** Loads what SQL is read with: a tenth of a second, so it is done once a run and only where a migration has SQL. */
export async function loadSqlReader(): Promise<SqlReader> {
  return postgresReader(await loadPostgresParser())
}
