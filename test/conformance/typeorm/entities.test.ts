import { expect, it } from 'vitest'
import { seedOf } from '../../seed.ts'
import { compared } from './compare-entities.ts'
import { entitySteps } from './entity-steps.ts'
import { pglite } from './made-database.ts'

// Entities that are made up and changed at random, with what TypeORM would write at every step. `entities.ts` does the
// same for as many steps as are wanted.

// As many each time, however fast the machine is.
const steps = 40

it('TypeORM’s schema builder finds what the drift of made-up entities says', async () => {
  let done = 0
  let changes = 0
  for await (const step of entitySteps(pglite, seedOf('entities of TypeORM', 7_000))) {
    const { theirs, wrong, missed, undecided } = await compared(step)
    expect([step.seed, step.step, wrong, missed, undecided]).toEqual([step.seed, step.step, [], [], []])
    changes += theirs.length
    if (++done === steps) break
  }
  expect(changes).toBeGreaterThan(steps)
})
