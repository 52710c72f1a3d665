import { defineRule, type RuleRelated } from '../../src/engine/rule.ts'
import {
  editGrades,
  type EditGrade,
  type EditPart,
  type MigrationChange,
} from '../../src/model/change-set.ts'
import { severities, type Severity } from '../../src/model/finding.ts'
import { restoreTo } from '../../src/model/git-commands.ts'
import { groupBy } from '../../src/model/group-by.ts'
import type { HistoryPolicy } from '../../src/model/project.ts'

const values = ['off', 'hint', 'warning', 'error']

export const editedMigration = defineRule({
  meta: {
    id: 'history/edited-migration',
    severity: 'error',
    summary: 'A migration of the base branch was edited',
    options: {
      text: { values, default: 'off', description: 'Formatting, comments, imports, type hints' },
      state: {
        values,
        default: 'warning',
        description: 'What no database sees: help texts, labels, choices',
      },
      unresolved: {
        values,
        default: 'warning',
        description: 'What may or may not reach a database: that takes running code to tell',
      },
      graph: { values, default: 'error', description: 'The order of migrations' },
      code: { values, default: 'error', description: 'The code or SQL that changes data' },
      schema: { values, default: 'error', description: 'What an operation does to tables and columns' },
    },
  },

  check({ changes, names, head }, report, options) {
    const { history } = head
    const severityOf = ({ grade }: EditPart): Severity | undefined => {
      if (grade === 'prescribed') return undefined
      if (grade === 'text' && history.checksums) return 'error'
      return severities.find((severity) => severity === options[grade])
    }
    for (const change of changes) {
      if (change.kind !== 'edited' && !isKnownByBothNames(change)) continue
      const { base, head: migration, edit } = change
      const parts = (edit?.parts ?? []).filter(severityOf).toSorted(gravestFirst)
      const [gravest] = parts
      if (!gravest) continue
      const shown = parts.slice(0, maxParts).map((part) => part.message)
      const more = parts.length > maxParts ? [`and ${parts.length - maxParts} more`] : []
      report({
        message: `\`${base.id}\` is on ${names.target} already, and this branch edits it: ${[...shown, ...more].join('; ')}. ${effect(gravest.grade, history)}`,
        help: help(gravest.grade, history, restoreTo(names.base, base.path, migration.path), base.app),
        place: parts.find((part) => part.side === 'head')?.place ?? migration.place,
        app: migration.app,
        migration: migration.id,
        severity: severities.find((severity) => parts.some((part) => severityOf(part) === severity))!,
        related: asTheyWere(parts, names.base),
      })
    }
  },
})

const maxParts = 5
const maxExcerpts = 2

/** A renamed migration that stands in for its old name is the same migration to the runner. */
function isKnownByBothNames(
  change: MigrationChange,
): change is Extract<MigrationChange, { kind: 'edited' | 'renamed' }> {
  if (change.kind !== 'renamed') return false
  const { base, head } = change
  return head.replaces.some(({ app, name }) => app === base.app && name === base.name)
}

function gravestFirst(a: EditPart, b: EditPart): number {
  return editGrades.indexOf(b.grade) - editGrades.indexOf(a.grade)
}

/** The lines of the gravest parts at the merge base; parts of one line share it. */
function asTheyWere(parts: readonly EditPart[], base: string): RuleRelated[] {
  const places = parts.flatMap(({ side, place, was }) => (side === 'base' ? [place] : was ? [was] : []))
  const byLine = groupBy(places, ({ path, line }) => `${path}:${line}`)
  return [...byLine.values()]
    .slice(0, maxExcerpts)
    .map(([place]) => ({ message: `as it was on ${base}`, place: place!, side: 'base' }))
}

function effect(grade: EditGrade, { checksums, editedEffect }: HistoryPolicy): string {
  switch (grade) {
    case 'schema':
      return `Databases that have run it will not get the change, new ones will: ${editedEffect}.`
    case 'code':
      return `Databases that have run it will not run the new code: ${editedEffect}.`
    case 'graph':
      return 'Databases that have run it did so in the old order.'
    case 'state':
      return 'No database changes by this, but the file no longer says what was run.'
    case 'unresolved':
      return 'Whether databases that have run it differ from new ones now cannot be told without running code.'
    case 'text':
    case 'prescribed':
      return checksums ? `${editedEffect}.` : 'Only its text changed; nothing runs differently.'
  }
}

function help(grade: EditGrade, history: HistoryPolicy, restore: string, app: string): string {
  const back = `Put the file back: \`migration-lint fix\` or \`${restore}\``
  switch (grade) {
    case 'schema':
    case 'state':
    case 'unresolved':
      return `${back}\nThen write the change as a new migration: \`${history.newMigration(app)}\``
    case 'code':
      return `${back}\nThen put the new code into a new migration: \`${history.newDataMigration(app)}\``
    case 'graph':
      return `${back}\nWhere a new order is needed, let a new migration depend on both.`
    case 'text':
    case 'prescribed':
      return back
  }
}
