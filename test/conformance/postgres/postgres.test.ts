import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cases } from './cases.ts'
import { expectClaim } from './expect-claim.ts'
import { observe, type Observed } from './observed.ts'
import { serverPrograms, startServer, type Server } from './server.ts'

const programs = serverPrograms()
if (programs === undefined)
  console.warn('SKIPPED: PostgreSQL, as there is no initdb; POSTGRES_BIN names the folder of its programs')

const file = join(import.meta.dirname, '..', 'recorded', 'postgres.json')
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Observed

describe.skipIf(programs === undefined)('a PostgreSQL server', () => {
  let server: Server | undefined
  let live: Observed

  beforeAll(async () => {
    server = await startServer(programs!)
    live = observe(server, cases)
  })
  afterAll(() => server?.stop())

  it('does what was recorded, where it is of the same version', () => {
    if (live.postgresql === recorded.postgresql) expect(live.observed).toEqual(recorded.observed)
  })

  it.each(cases)('$name', async (one) => {
    const seen = live.observed[one.name]!
    if (!('error' in seen)) await expectClaim(one, seen, live.postgresql)
    else expect(seen).toEqual(recorded.observed[one.name])
  })
})
