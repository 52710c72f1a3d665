import { defineRule } from '../../src/engine/rule.ts'
import { migrationId } from '../../src/model/migration.ts'
import type { LoadProblem, Project } from '../../src/model/project.ts'
import { placeAtHead, sinceText, troubles } from '../../src/model/trouble.ts'

export const unloadableMigration = defineRule({
  meta: {
    id: 'graph/unloadable-migration',
    severity: 'error',
    summary: 'A file among the migrations that cannot be loaded',
    options: {},
  },

  check(changeSet, report) {
    for (const { fact, project, side, since } of troubles(changeSet, unloadable)) {
      const { app, name, message, help, place, related = [] } = fact
      const merge = side === 'merged' ? `After a merge with ${changeSet.names.target}: ` : ''
      report({
        message: `${merge}${message}.${sinceText(since)}`,
        help,
        place: placeAtHead(changeSet, project, place),
        app,
        migration: migrationId(app, name),
        related: related.map((other) => ({ ...other, place: placeAtHead(changeSet, project, other.place) })),
        ...(since === undefined ? {} : { severity: 'warning' as const }),
      })
    }
  },
})

function unloadable({ problems }: Project): ReadonlyMap<string, LoadProblem> {
  const found = problems.filter((problem) => problem.kind === 'unloadable')
  return new Map(found.map((problem) => [`${problem.app}.${problem.name}: ${problem.message}`, problem]))
}
