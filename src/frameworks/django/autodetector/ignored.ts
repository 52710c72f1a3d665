import type { Change, Changes } from './change.ts'

/**
 * Changes without what the user leaves out: some projects keep `help_text`, `verbose_name` and the like out of their
 * migrations by a `makemigrations` of their own. An operation of which nothing is left goes; what is new or gone stays.
 */
export function withoutIgnored(changes: Changes, ignored: ReadonlySet<string>): Changes {
  if (ignored.size === 0) return changes
  const kept = [...changes.changes].map(
    ([app, all]) => [app, all.flatMap((change) => withoutAttributes(change, ignored))] as const,
  )
  return {
    ...changes,
    changes: new Map(kept),
    undetected: changes.undetected.filter(
      ({ doubt }) => !(doubt.name !== undefined && ignored.has(doubt.name)),
    ),
  }
}

function withoutAttributes(change: Change, ignored: ReadonlySet<string>): readonly Change[] {
  if (change.changes.length === 0) return [change]
  const left = change.changes.filter(({ attribute }) => !ignored.has(attribute))
  return left.length === 0 ? [] : [{ ...change, changes: left }]
}
