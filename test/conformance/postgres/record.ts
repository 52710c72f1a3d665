import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cases } from './cases.ts'
import { observe } from './observed.ts'
import { serverPrograms, startServer } from './server.ts'

/** Records what PostgreSQL does: `node test/conformance/run.mjs postgres/record.ts`. */
const programs = serverPrograms()
if (programs === undefined)
  throw new Error('there is no PostgreSQL: POSTGRES_BIN names the folder of its programs')
const server = await startServer(programs)
try {
  const observed = observe(server, cases)
  const file = join('test', 'conformance', 'recorded', 'postgres.json')
  writeFileSync(file, `${JSON.stringify(observed, null, 2)}\n`)
  console.log(`${cases.length} migrations on PostgreSQL ${observed.postgresql}`)
} finally {
  await server.stop()
}
