import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cases } from '../conformance/postgres/cases.ts'
import { expectClaim } from '../conformance/postgres/expect-claim.ts'
import type { Observed } from '../conformance/postgres/observed.ts'

const file = join(import.meta.dirname, '..', 'conformance', 'recorded', 'postgres.json')
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Observed

/** What a real server did while a migration ran, and what we say of it. */
describe(`locks as PostgreSQL ${recorded.postgresql} takes them`, () => {
  it('has an observation of every case', () => {
    expect(Object.keys(recorded.observed).sort()).toEqual(cases.map(({ name }) => name).sort())
  })

  const observed = cases.flatMap((one) => {
    const seen = recorded.observed[one.name]
    return seen && !('error' in seen) ? [{ ...one, seen }] : []
  })
  it.each(observed)('$name', async ({ seen, ...one }) => expectClaim(one, seen, recorded.postgresql))
})
