import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { virtualEnvironment } from '../environment.ts'
import type { Case } from './cases.ts'
import type { Server } from './server.ts'

/** What a server did while a migration ran; where it failed, the error's code or class. */
export type Observation =
  | { readonly error: string }
  | {
      /** As `pg_locks` names the strongest: `AccessExclusiveLock`. */
      readonly lock: string | null
      readonly readersWait: boolean
      readonly writersWait: boolean
      readonly writersOfSameRowsWait: boolean
      readonly changesFile?: boolean
      readonly rewrites: boolean
      readonly scans: boolean
      readonly validates: boolean
      readonly builds: boolean
      readonly proves: boolean
    }

export interface Observed {
  readonly postgresql: number
  readonly django: string
  readonly observed: Readonly<Record<string, Observation>>
}

/** Asks a server about migrations, with Django and psycopg of the Python Package Index. */
export function observe(server: Server, cases: readonly Case[]): Observed {
  const python = virtualEnvironment('postgres', ['Django==5.2.10', 'psycopg[binary]>=3.2,<4'])
  const script = resolve('test', 'conformance', 'postgres', 'observe.py')
  const answer = execFileSync(python, [script, server.host, server.user], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    timeout: 240_000,
  })
  return JSON.parse(answer) as Observed
}
