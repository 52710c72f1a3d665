import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cases, foundBy } from '../conformance/postgres/cases.ts'
import { findingsOf } from '../conformance/postgres/claims.ts'
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

/** A migration that a real server refuses is found before it gets there. */
describe(`what PostgreSQL ${recorded.postgresql} refuses`, () => {
  const refused = cases.filter(({ name }) => 'error' in recorded.observed[name]!)

  it('is told of each that it is found', () => {
    expect(refused.map(({ name }) => name).sort()).toEqual(Object.keys(foundBy).sort())
  })

  it.each(refused)('$name', async (one) => {
    expect(await findingsOf(one, recorded.postgresql)).toContain(foundBy[one.name])
  })
})
