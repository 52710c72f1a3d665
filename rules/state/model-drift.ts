import { defineRule } from '../../src/engine/rule.ts'
import type { Difference } from '../../src/model/drift.ts'
import { codeListing } from '../../src/model/listing.ts'
import { sinceText } from '../../src/model/trouble.ts'
import type { Project } from '../../src/model/project.ts'

export const modelDrift = defineRule({
  meta: {
    id: 'state/model-drift',
    severity: 'error',
    summary: 'Models that say something else than the migrations add up to',
    options: {},
    comparesModels: true,
  },

  check({ base, head, names, judgesAll }, report) {
    const found = head.drift?.differences ?? []
    if (found.length === 0) return
    const before = new Set(base?.drift?.differences.map(keyOf))
    const old = found.filter((difference) => before.has(keyOf(difference)))
    const isFolded = old.length > listed && !judgesAll
    if (isFolded) {
      const [{ app, message, place }] = old as [Difference]
      const models = [...new Set(old.map(({ model }) => model))]
      report({
        message: `The migrations and ${codeListing(models)} differ in ${old.length} ways.${sinceText(names.base)} The first: ${message}.`,
        help: '`migration-lint check --all` lists them all. Mend them in a change of their own, or leave out what is meant so.',
        place,
        app,
        severity: 'warning',
      })
    }
    for (const difference of found) {
      const { operation, app, model, name, attributes, message, place, related } = difference
      const since = before.has(keyOf(difference)) ? names.base : undefined
      if (since !== undefined && isFolded) continue
      report({
        message: `${message}.${sinceText(since)}`,
        help: help(head, difference),
        place,
        app,
        related,
        difference: { operation, app, model, name, attributes },
        ...(since === undefined ? {} : { severity: 'warning' as const }),
      })
    }
  },
})

/** How many differences that were there before are told one by one: nobody reads more on every run. */
const listed = 10

function keyOf({ operation, app, model, name, changes }: Difference): string {
  return JSON.stringify([operation, app, model, name, changes])
}

function help({ history, missingMigrations }: Project, { app, source }: Difference): string {
  if (!missingMigrations)
    return `Write a migration, or let \`${history.newMigration(app)}\` write it${source && `, such as:\n${source}`}`
  return `Run \`migration-lint fix\` or \`${history.newMigration(app)}\`, and commit what it writes:\n${source}`
}
