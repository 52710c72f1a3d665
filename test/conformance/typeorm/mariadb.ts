import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { installed } from './installed.ts'
import type { DatabaseMaker } from './made-database.ts'

/** The part of `mysql2` that is used here. */
interface Pool {
  query(text: string, done: (error: Error | null, rows?: unknown) => void): void
  end(done: () => void): void
}

interface Driver {
  createPool(options: object): Pool
}

/** What makes the files of a new server; it comes with one. */
const installer = 'mariadb-install-db'

const servers = [
  '/usr/sbin/mariadbd',
  '/usr/libexec/mariadbd',
  '/usr/local/sbin/mariadbd',
  '/usr/local/bin/mariadbd',
]

const driverOf = (): Driver | undefined => installed<Driver>('mysql2')

/** What is missing to run MariaDB; undefined where nothing is. */
export function whatMariadbLacks(): string | undefined {
  if (!servers.some((path) => existsSync(path))) return `no MariaDB server at ${servers.join(', ')}`
  if (!driverOf()) return 'no driver: npm install --prefix .conformance/npm mysql2'
  return undefined
}

/** Starts a MariaDB server of its own in a temporary folder, reached by a socket there and by nothing else. */
export async function mariadb(): Promise<DatabaseMaker> {
  const driver = driverOf()!
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-'))
  const socketPath = join(folder, 'socket')
  const user = `--user=${userInfo().username}`
  const data = `--datadir=${join(folder, 'data')}`
  execFileSync(
    installer,
    ['--no-defaults', data, user, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'ignore' },
  )
  const server = spawn(
    servers.find((path) => existsSync(path))!,
    [
      '--no-defaults',
      data,
      user,
      `--socket=${socketPath}`,
      '--skip-networking',
      '--character-set-server=utf8mb4',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
    ],
    { stdio: 'ignore' },
  )
  const stop = (): void => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  process.once('exit', stop)
  const pool = driver.createPool({ user: 'root', socketPath, connectionLimit: 1 })
  const run = (on: Pool, text: string): Promise<void> =>
    new Promise((done, fail) => on.query(text, (error) => (error ? fail(error) : done())))
  for (let tries = 0; ; tries++)
    try {
      await run(pool, 'SELECT 1')
      break
    } catch (error) {
      if (tries > 100) throw error
      await wait(200)
    }
  let count = 0
  return {
    name: 'mariadb',
    make: async () => {
      const database = `made${count++}`
      await run(pool, `CREATE DATABASE ${database}`)
      const own = driver.createPool({ user: 'root', socketPath, database, connectionLimit: 1 })
      return {
        options: { type: 'mariadb', driver, username: 'root', socketPath, database },
        run: (statement) => run(own, statement),
        close: async () => {
          await new Promise<void>((done) => own.end(done))
          await run(pool, `DROP DATABASE ${database}`)
        },
      }
    },
    close: async () => {
      await new Promise<void>((done) => pool.end(done))
      process.off('exit', stop)
      stop()
    },
  }
}
