import { defineRule } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import type { Difference } from '../../src/model/drift.ts'
import { capital } from '../../src/model/listing.ts'
import type { Migration } from '../../src/model/migration.ts'
import { outcomeClause } from '../../src/model/schema/outcome-difference.ts'
import { changedSquashes } from '../../src/model/squash-changes.ts'
import { replacedBy } from '../../src/model/squash.ts'

export const stateMismatch = defineRule({
  meta: {
    id: 'squash/state-mismatch',
    severity: 'error',
    summary: 'A squash that leaves something else than the migrations that it replaces',
    options: {},
  },

  check(changeSet, report, _options, leaveOpen) {
    const { head } = changeSet
    for (const squash of changedSquashes(changeSet)) {
      const { there, gone } = replacedBy(squash, head)
      if (there.length === 0 || gone.length > 0 || !head.squashOutcome) continue
      const { differences, schemaDifferences, undecided } = head.squashOutcome(squash.id)
      for (const each of undecided) leaveOpen(each)
      for (const difference of differences) {
        const { operation, app, model, name, attributes, message, place, related } = difference
        report({
          message: `${capital(message)}. ${parting(squash, there.length)}`,
          help: help(changeSet, squash, difference),
          place,
          app: squash.app,
          migration: squash.id,
          related,
          difference: { operation, app, model, name, attributes },
        })
      }
      for (const difference of schemaDifferences)
        report({
          message: `${capital(outcomeClause(difference, ['the squash', 'what it replaces']))}. ${parting(squash, there.length)}`,
          help: `The models come out the same, the databases do not: let \`${squash.path}\` do to the database what the migrations that it replaces do, SQL of their own included.`,
          place: squash.place,
          app: squash.app,
          migration: squash.id,
        })
    }
  },
})

function parting({ id }: Migration, count: number): string {
  const replaced = count === 1 ? 'the migration' : `the ${count.toLocaleString('en-US')} migrations`
  return `A new database runs \`${id}\`, those that are there have run ${replaced} that it replaces: from here on they differ`.concat(
    '.',
  )
}

function help({ head: { history } }: ChangeSet, { path, app }: Migration, { source }: Difference): string {
  const besides = source === '' ? '' : ` What is missing, as an operation:\n${source}`
  return `Write the outcome of the replaced migrations into \`${path}\`, or have it made anew: \`${history.squash(app)}\`${besides}`
}
