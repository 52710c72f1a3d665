import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../model/errors.ts'
import type { ServerAddress } from './database-url.ts'
import { loadDriver } from './load-driver.ts'
import type { Ask } from './read-applied.ts'

/** What each `sslmode` of libpq asks of TLS, one attempt after the other; `prefer` is what it takes by default. */
const attempts: Readonly<Record<string, readonly (false | { readonly rejectUnauthorized: boolean })[]>> = {
  disable: [false],
  allow: [false, { rejectUnauthorized: false }],
  prefer: [{ rejectUnauthorized: false }, false],
  require: [{ rejectUnauthorized: false }],
  'verify-ca': [{ rejectUnauthorized: true }],
  'verify-full': [{ rejectUnauthorized: true }],
}

/** Asks in a transaction that may not write. */
export async function askPostgresql(
  address: ServerAddress,
  { cwd, timeoutMs, query }: Ask,
): Promise<readonly unknown[] | undefined> {
  const { host, port, user, password, database, parameters } = address
  const { default: pg } = await loadDriver('pg', () => import('pg'))
  const mode = parameters.get('sslmode') ?? 'prefer'
  const tries = Object.hasOwn(attempts, mode) ? attempts[mode]! : undefined
  if (!tries)
    throw new UsageError('The URL of the database has an sslmode that libpq does not know.', sslmodes)
  const rootCertificate = parameters.get('sslrootcert')
  const ca = rootCertificate === undefined ? undefined : readFileSync(resolve(cwd, rootCertificate), 'utf8')
  const connect = async (ssl: (typeof tries)[number]) => {
    const client = new pg.Client({
      ...{ host: host ?? parameters.get('host'), port, user, password, database },
      options: parameters.get('options'),
      ssl: ssl && {
        ...ssl,
        ...(ca !== undefined && { ca, rejectUnauthorized: true }),
        ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
      },
      ...{ connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs },
      application_name: 'migration-lint',
    })
    // What goes wrong while a question is asked is the question's error too.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  const client = await connect(tries[0]!).catch((error: unknown) => {
    const other = tries[1]
    if (other === undefined || !isAboutTls(error)) throw error
    return connect(other)
  })
  try {
    await client.query('BEGIN TRANSACTION READ ONLY')
    await client.query("SET LOCAL TIME ZONE 'UTC'")
    const { rows } = await client.query(query({ quote: '"', text: 'text' }))
    await client.query('ROLLBACK')
    return rows
  } catch (error) {
    if ((error as { code?: unknown }).code === undefinedTable) return undefined
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

const undefinedTable = '42P01'
const sslmodes = `It is one of ${Object.keys(attempts).join(', ')}.`

/** Whether the server wants it the other way: it has no TLS, or takes nobody without. */
function isAboutTls(error: unknown): boolean {
  return error instanceof Error && /does not support SSL|no encryption|SSL off/i.test(error.message)
}
