import type { AppliedRow } from '../model/applied.ts'
import { CannotCheckError, UsageError } from '../model/errors.ts'
import type { RecordTable } from '../model/project.ts'
import { titleOf, type DatabaseAddress } from './database-url.ts'
import { appliedRows, recordQuery } from './record-query.ts'

/** What a driver is given to ask. */
export interface Ask {
  /** Absolute; what paths are relative to. */
  readonly cwd: string
  readonly timeoutMs: number
  /** The question in the database's own SQL. */
  readonly query: (dialect: Parameters<typeof recordQuery>[1]) => string
}

const timeoutMs = 10_000

/**
 * Reads what a runner recorded, in the order of the rows, and nothing else of the database. Undefined where there is no
 * such table.
 *
 * @throws CannotCheckError where there is no driver, no connection or no answer; it never says the password
 */
export async function readApplied(
  address: DatabaseAddress,
  table: RecordTable,
  cwd: string,
): Promise<readonly AppliedRow[] | undefined> {
  const query: Ask['query'] = (dialect) => recordQuery(table, dialect)
  try {
    const rows = await ask(address, { cwd, timeoutMs, query })
    return rows && appliedRows(rows)
  } catch (error) {
    if (error instanceof CannotCheckError || error instanceof UsageError) throw error
    throw new CannotCheckError(
      `${titleOf(address)[0]!.toUpperCase()}${titleOf(address).slice(1)} could not be read: ${whatItSaid(error, address)}`,
      'Nothing was compared. The user of the database needs to connect and to read ' + `${table.table}.`,
    )
  }
}

async function ask(address: DatabaseAddress, question: Ask): Promise<readonly unknown[] | undefined> {
  switch (address.system) {
    case 'sqlite':
      return (await import('./sqlite.ts')).askSqlite(address, question)
    case 'postgresql':
      return (await import('./postgresql.ts')).askPostgresql(address, question)
    case 'mysql':
      return (await import('./mysql.ts')).askMysql(address, question)
  }
}

/** The driver's text on one line, without the password. An address with several IPs fails with an empty text of its own. */
function whatItSaid(error: unknown, address: DatabaseAddress): string {
  const parts = error instanceof AggregateError ? (error.errors as unknown[]) : [error]
  const texts = parts.map((part) => {
    if (!(part instanceof Error)) return String(part)
    return part.message || (part as NodeJS.ErrnoException).code || part.name
  })
  const text = [...new Set(texts)].join('; ').replace(/\s+/g, ' ')
  const password = address.system === 'sqlite' ? undefined : address.password
  const hidden = password ? text.replaceAll(password, '***') : text
  return /[.!?]$/.test(hidden) ? hidden : `${hidden}.`
}
