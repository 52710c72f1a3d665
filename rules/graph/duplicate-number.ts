import { defineRule } from '../../src/engine/rule.ts'
import { moveCommand } from '../../src/model/git-commands.ts'
import { groupBy } from '../../src/model/group-by.ts'
import { codeListing } from '../../src/model/listing.ts'
import type { Migration } from '../../src/model/migration.ts'

/**
 * Only migrations that run one after the other are reported. Two beside each other are either several leaf
 * nodes, which `graph/conflicting-leaves` reports at the head and after a merge, or joined by a merge migration,
 * which is how frameworks join two branches. What one branch and the target add is always beside each other.
 */
export const duplicateNumber = defineRule({
  meta: {
    id: 'graph/duplicate-number',
    severity: 'warning',
    summary: 'A new migration with the number of another one that runs before or after it',
    options: {},
  },

  check({ base, target, head }, report) {
    const numbered = [...head.migrations.values()].filter((migration) => numberOf(migration) !== undefined)
    const groups = groupBy(numbered, (migration) => `${migration.app} ${numberOf(migration)}`)
    for (const group of groups.values()) {
      if (group.length < 2) continue
      const isNew = ({ id }: Migration) => !base?.migrations.has(id) && !target?.migrations.has(id)
      const inLine = (a: Migration, b: Migration) =>
        head.graph.ancestors(a.id).has(b.id) || head.graph.ancestors(b.id).has(a.id)
      const fresh = group.filter(isNew).find((migration) => group.some((other) => inLine(migration, other)))
      if (!fresh) continue
      const others = group.filter((other) => inLine(fresh, other))
      const number = numberOf(fresh)!
      const ids = others.map((other) => other.id)
      const order = others.some((other) => head.graph.ancestors(fresh.id).has(other.id)) ? 'after' : 'before'
      report({
        message: `\`${fresh.id}\` has the same number as ${codeListing(ids)} and runs ${order} it: ${head.history.sameNumberEffect(fresh.app, number)}.`,
        help: help(fresh, numbered),
        place: fresh.place,
        app: fresh.app,
        migration: fresh.id,
        related: others.map((other) => ({ message: `the other ${number}`, place: other.place })),
      })
    }
  },
})

/** The next number where it is free. Nobody has run the migration under this name yet: renaming it is safe. */
function help(migration: Migration, numbered: readonly Migration[]): string {
  const number = numberOf(migration)!
  const isSafe = 'Nobody has run it under this name yet, so that is safe.'
  const others = numbered.filter(({ app }) => app === migration.app)
  if (others.some((other) => Number(numberOf(other)) > Number(number)))
    return `Rename it and the new migrations after it, so that their numbers follow the order in which they run. ${isSafe}`
  const next = String(Number(number) + 1).padStart(number.length, '0')
  const renamed = migration.path.replace(/[^/]*$/, (file) => file.replace(number, next))
  return `Rename it, and the dependencies on it: \`${moveCommand(migration.path, renamed)}\`\n${isSafe}`
}

/** A number in a row; longer ones are dates, of which two may well be the same. */
function numberOf({ name }: Migration): string | undefined {
  return /^\d{1,7}(?!\d)/.exec(name)?.[0]
}
