import { UsageError } from '../model/errors.ts'

const systems = {
  postgres: 'postgresql',
  postgresql: 'postgresql',
  pgsql: 'postgresql',
  psql: 'postgresql',
  postgis: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  mysql2: 'mysql',
  mysqlgis: 'mysql',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  spatialite: 'sqlite',
} as const

/** Where a database is, taken apart. */
export type DatabaseAddress = FileAddress | ServerAddress

export interface FileAddress {
  readonly system: 'sqlite'
  /** From the working directory, unless absolute. */
  readonly path: string
}

export interface ServerAddress {
  readonly system: 'postgresql' | 'mysql'
  /** Undefined for what the driver takes by default. */
  readonly host: string | undefined
  readonly port: number | undefined
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string
  /** What stands behind the question mark, names in lower case with `_`. */
  readonly parameters: ReadonlyMap<string, string>
}

const forms =
  'It has to be postgresql://user:password@host:port/name, mysql://…, mariadb://… or sqlite:///path ' +
  '(with a fourth slash where the path is absolute). In a password, write @ as %40, / as %2F, # as %23 and so on.'

/**
 * Reads a URL as Django's users write it (dj-database-url, django-environ). A password may be in it, so no message repeats
 * any of it.
 *
 * @throws UsageError where it is none
 */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  const scheme = /^([a-z][a-z0-9]*)(?:\+[a-z0-9]+)?:\/\//i.exec(text)
  const system = scheme && systemOf(scheme[1]!.toLowerCase())
  if (!system) throw new UsageError('The URL of the database is of no kind that is known.', forms)
  if (system === 'sqlite') return sqliteAddress(text.slice(scheme[0].length))
  try {
    // The scheme's own rules must not count: a host may be empty, and there is no default port.
    const url = new URL(`database://${text.slice(scheme[0].length)}`)
    const part = (value: string): string | undefined => (value === '' ? undefined : decodeURIComponent(value))
    const database = part(url.pathname.slice(1))
    if (database !== undefined && url.hash === '')
      return {
        system,
        host: part(url.hostname.replace(/^\[(.*)\]$/, '$1')),
        port: url.port === '' ? undefined : Number(url.port),
        user: part(url.username),
        password: part(url.password),
        database,
        parameters: new Map(
          [...url.searchParams].map(([name, value]) => [name.toLowerCase().replaceAll('-', '_'), value]),
        ),
      }
  } catch {
    // What the parser says repeats the URL.
  }
  throw new UsageError('The URL of the database cannot be read.', forms)
}

/** What messages call it; nothing of the password, and nothing of what could hold one. */
export function titleOf(address: DatabaseAddress): string {
  if (address.system === 'sqlite') return `the SQLite file ${address.path}`
  const { system, host, database } = address
  const name = system === 'postgresql' ? 'PostgreSQL' : 'MySQL or MariaDB'
  return `the database ${database} of ${name} on ${host ?? address.parameters.get('host') ?? 'this machine'}`
}

function systemOf(scheme: string): DatabaseAddress['system'] | undefined {
  return Object.hasOwn(systems, scheme) ? systems[scheme as keyof typeof systems] : undefined
}

/** Behind the two slashes comes an empty host; the slash after it is no part of the path. */
function sqliteAddress(rest: string): FileAddress {
  const path = rest.startsWith('/') ? rest.slice(1).replace(/\?.*$/, '') : ''
  if (path === '' || path === ':memory:')
    throw new UsageError('The URL of the database names no file.', forms)
  try {
    return { system: 'sqlite', path: decodeURIComponent(path) }
  } catch {
    throw new UsageError('The URL of the database cannot be read.', forms)
  }
}
