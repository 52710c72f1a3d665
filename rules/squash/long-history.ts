import { defineRule } from '../../src/engine/rule.ts'
import { shellWord } from '../../src/model/shell-word.ts'
import type { Migration } from '../../src/model/migration.ts'
import type { Project } from '../../src/model/project.ts'

export const longHistory = defineRule({
  meta: {
    id: 'squash/long-history',
    severity: 'hint',
    presets: { recommended: 'off', 'zero-downtime': 'off', strict: 'off' },
    summary: 'An app with so many migrations that a squash is worth while',
    reason: 'How long is too long, and whether a squash is worth the work, is for the team to say: off.',
    options: {
      migrations: {
        values: ['25', '50', '100', '200', '400'],
        default: '100',
        description: 'How many migrations an app may have',
      },
    },
  },

  check({ head }, report, { migrations: most }) {
    for (const app of [...head.apps.keys()].sort()) {
      // What a squash stands in for is none any more.
      const own = head.graph.ids.flatMap((id) => head.migrations.get(id) ?? [])
      const count = own.filter((migration) => migration.app === app).length
      const [leaf, ...others] = head.graph.leafNodes(app)
      const last = leaf === undefined ? undefined : head.migrations.get(leaf)
      if (count <= Number(most) || !last || others.length > 0) continue
      report({
        message: `\`${app}\` has ${count} migrations, which every new database and every run of the tests goes through. ${saved(head, last)}`,
        help: `Squash them in parts: \`migration-lint squash ${shellWord(app)} ${shellWord(last.name)}\` writes a squash of all of them, and of fewer with another name.`,
        place: last.place,
        app,
        migration: last.id,
      })
    }
  },
})

/** What a squash would save, as a sentence. */
function saved(project: Project, { app, name }: Migration): string {
  const made = project.writeSquash?.({ app, from: undefined, to: name, at: new Date(0), header: false })
  if (!made || 'refused' in made) {
    const [why] = made?.refused ?? []
    return `What one squash of all of them would save is not known${why ? `: ${why.reason}` : ''}.`
  }
  const { before, after } = made.operations
  return `One squash would leave ${after} of their ${before} operations.`
}
