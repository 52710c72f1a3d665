import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A PostgreSQL server of our own: in a temporary folder, without a port. */
export interface Server {
  /** The folder of its socket. */
  readonly host: string
  readonly user: string
  stop(): Promise<void>
}

/** The newest server that Debian's packages install, or the one on the path; undefined where there is none. */
export function serverPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    process.env['POSTGRES_BIN'] ?? '',
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => folder !== '' && existsSync(join(folder, name))),
  )
}

/** The server refuses to run as root: then as the user that has least to say. */
function otherUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Makes a cluster and starts it. Durability is off: it lives for one run. */
export async function startServer(programs: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'pg-'))
  const as = otherUser()
  chmodSync(folder, 0o755)
  if (as) chownSync(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', HOME: folder }
  const options = { cwd: folder, env: environment, ...as }
  const remove = () => rmSync(folder, { recursive: true, force: true })
  let server: ChildProcess | undefined
  try {
    const init = [
      '--pgdata',
      data,
      '--username',
      'tester',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--no-sync',
    ]
    execFileSync(join(programs, 'initdb'), init, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'autovacuum=off']
    const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    server = spawn(join(programs, 'postgres'), args, { ...options, stdio: 'ignore' })
    await listening(join(folder, '.s.PGSQL.5432'), server)
  } catch (error) {
    server?.kill('SIGQUIT')
    remove()
    throw error
  }
  const running = server
  return {
    host: folder,
    user: 'tester',
    stop: () =>
      new Promise((resolve) => {
        running.once('exit', () => {
          remove()
          resolve()
        })
        running.kill('SIGINT')
      }),
  }
}

async function listening(socket: string, server: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    if (server.exitCode !== null) throw new Error(`postgres exited with ${server.exitCode}`)
    if (existsSync(socket)) return
    await sleep(100)
  }
  throw new Error('postgres did not start in 20 seconds')
}
