import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { djangoVersions } from '../environment.ts'
import { serverPrograms, startServer } from '../postgres/server.ts'
import type { Recorded } from './agreement.ts'
import { askDjango } from './oracle.ts'

/**
 * Records what catalogues hold after each migration of the project, so that `npm test` compares without Python and
 * PostgreSQL: `node test/conformance/run.mjs schema/record.ts`.
 */
const programs = serverPrograms()
if (programs === undefined)
  throw new Error('there is no PostgreSQL here: install its server, or set POSTGRES_BIN')
const server = await startServer(programs)
try {
  const recorded = (answer: (version: string) => Recorded) =>
    Object.fromEntries(djangoVersions.map((version) => [version, answer(version)]))
  const recording = {
    postgresql: recorded((version) => askDjango(version, server)),
    sqlite: recorded((version) => askDjango(version)),
  }
  const file = resolve('test/conformance/recorded/schema.json')
  writeFileSync(file, `${JSON.stringify(recording)}\n`)
  console.log(file)
} finally {
  await server.stop()
}
