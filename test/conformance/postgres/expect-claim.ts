import { expect } from 'vitest'
import type { Case } from './cases.ts'
import { claimOf, effectsOf } from './claims.ts'
import type { Observation } from './observed.ts'

/** Fails where what is claimed of a migration is not what a server of a version did. */
export async function expectClaim(
  one: Case,
  seen: Exclude<Observation, { error: string }>,
  version: number,
): Promise<void> {
  const database = { name: 'postgresql', version: [version] } as const
  const claim = claimOf(await effectsOf(one), one.table, database)
  if (claim === undefined || one.claimsNothing !== undefined) {
    expect({ claim, why: typeof one.claimsNothing }).toEqual({ claim: undefined, why: 'string' })
    return
  }
  const { lock, readersWait, writersWait, writersOfSameRowsWait, rewrites, scans, validates, builds } = seen
  const told = {
    ...{ lock, readersWait, writersWait, writersOfSameRowsWait, rewrites },
    reads: (scans || validates) && !rewrites,
    // Whoever rewrites a table builds its indexes again.
    builds: rewrites ? claim.builds : builds,
  }
  if (one.differs === undefined) expect(claim).toEqual(told)
  else expect(claim).not.toEqual(told)
}
