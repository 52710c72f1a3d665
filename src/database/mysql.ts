import type { ServerAddress } from './database-url.ts'
import { loadDriver } from './load-driver.ts'
import type { Ask } from './read-applied.ts'

/** By `ssl-mode` as MySQL's own clients know it: https://dev.mysql.com/doc/refman/8.4/en/connection-options.html. */
const tls: Readonly<Record<string, object>> = {
  required: { rejectUnauthorized: false },
  verify_ca: { rejectUnauthorized: true },
  verify_identity: { rejectUnauthorized: true, verifyIdentity: true },
}

/** Asks in a transaction that may not write. */
export async function askMysql(
  address: ServerAddress,
  { timeoutMs, query }: Ask,
): Promise<readonly unknown[] | undefined> {
  const { host, port, user, password, database, parameters } = address
  const { default: mysql } = await loadDriver('mysql2', () => import('mysql2/promise'))
  const mode = (parameters.get('ssl_mode') ?? parameters.get('sslmode') ?? '').toLowerCase()
  const connection = await mysql.createConnection({
    ...{ host: host ?? 'localhost', port, user, password, database, connectTimeout: timeoutMs },
    socketPath: parameters.get('unix_socket') ?? parameters.get('socket'),
    ssl: Object.hasOwn(tls, mode) ? tls[mode] : undefined,
    dateStrings: true,
  })
  try {
    await connection.query('START TRANSACTION READ ONLY')
    const [rows] = await connection.query(query({ quote: '`', text: 'CHAR' }))
    await connection.query('ROLLBACK')
    return rows
  } catch (error) {
    if ((error as { errno?: unknown }).errno === noSuchTable) return undefined
    throw error
  } finally {
    await connection.end().catch(() => connection.destroy())
  }
}

const noSuchTable = 1146
