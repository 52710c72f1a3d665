import type { Plan, PlannedMigration, PlannedStep } from './plan.ts'
import type { Effect } from './schema/effect.ts'

/** An effect at its place in the plan. */
export interface PlacedEffect {
  readonly effect: Effect
  readonly step: PlannedStep
  readonly planned: PlannedMigration
}

/** All effects that come before one, the latest first. Looks no further than the caller asks. */
export function* effectsBefore(plan: Plan, { planned, step, effect }: PlacedEffect): Iterable<PlacedEffect> {
  const from = plan.indexOf(planned)
  for (let index = from; index >= 0; index--) {
    const migration = plan[index]!
    const { steps } = migration
    const last = index === from ? steps.indexOf(step) : steps.length - 1
    for (let number = last; number >= 0; number--) {
      const own = steps[number]!
      const { effects } = own
      const end = own === step ? effects.indexOf(effect) : effects.length
      for (let each = end - 1; each >= 0; each--)
        yield { effect: effects[each]!, step: own, planned: migration }
    }
  }
}
