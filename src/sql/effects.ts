import type { Effect } from '../model/schema/effect.ts'
import type { SqlStatement } from './statement.ts'

/** Everything that statements do, in order: what they do to rows is a data step for each. */
export function effectsOfStatements(statements: readonly SqlStatement[]): readonly Effect[] {
  return statements.flatMap(({ name, place, effects, writes, unfollowed }) => {
    if (writes.length === 0 && unfollowed.length === 0) return effects
    const step = {
      language: 'SQL',
      name,
      place,
      writes,
      unfollowed,
      uses: [],
      imports: [],
      // SQL is run on the connection that is migrated.
      heedsAlias: true,
    } as const
    return [...effects, { kind: 'data', step } satisfies Effect]
  })
}
