import { defineRule } from '../../src/engine/rule.ts'
import { effectsOnRows, standsAt } from '../../src/model/judged-effects.ts'
import type { Severity } from '../../src/model/finding.ts'
import { columnLabel, type Column, type TypeName } from '../../src/model/schema/table.ts'
import type { Database } from '../../src/model/database.ts'

export const nonNullableField = defineRule({
  meta: {
    id: 'safety/non-nullable-field',
    severity: 'error',
    summary: 'A NOT NULL column without a value of its own for the rows that are there',
    reason:
      'Without a default the migration fails on the first table with a row. With a value for once it runs, and every row holds what somebody typed at a prompt: worth a second look, not a red build.',
    options: {
      oneOff: {
        values: ['off', 'hint', 'warning', 'error'],
        default: 'warning',
        description: 'A value that the rows that are there get once and that is then forgotten',
      },
    },
  },

  check(changes, report, { oneOff: severity }, leaveOpen) {
    const { recipes } = changes.head
    const open = new Set<string>()
    for (const judged of effectsOnRows(changes, 'add column')) {
      const { table, column, oneOff } = judged.effect
      if (column.isNullable !== false || column.type?.counts) continue
      const label = columnLabel(table, column)
      const help = recipes?.addColumnInSteps(table, column) ?? ''
      if (oneOff !== undefined) {
        // A unique one cannot take one value for all rows: another rule says so.
        if (severity === 'off' || column.isUnique || column.isPrimaryKey) continue
        report({
          ...standsAt(judged),
          severity: severity as Severity,
          message: `Every row that is there gets ${inline(oneOff)} as its \`${label}\`, and the value is then gone: no row tells whether it was chosen, and the code that still runs inserts rows without it, which the database refuses.`,
          help,
        })
      } else if (column.default.kind === 'unknown') {
        if (!open.has(judged.planned.migration.id))
          leaveOpen({
            what: label,
            cause: `whether it has a default is not known: ${column.default.cause}`,
            remedy: undefined,
            place: standsAt(judged).place,
          })
        open.add(judged.planned.migration.id)
      } else if (column.default.kind === 'none') {
        const isFilled = changes.databases.length > 0 && changes.databases.every(fillsIn(column))
        report({
          ...standsAt(judged),
          ...(isFilled && { severity: 'warning' }),
          message: isFilled
            ? `\`${label}\` is NOT NULL and has no default: MySQL and MariaDB give every row that is there 0 or an empty text, which nobody chose.`
            : `\`${label}\` is NOT NULL and has no default: the rows that are there have no value for it, and the migration fails on the first of them.`,
          help,
        })
      }
    }
  },
})

/** Types whose implicit default is no value that the strict mode lets pass, or that may be anything. */
const notFilled: ReadonlySet<TypeName> = new Set(['date', 'timestamp'])

/** MySQL's ALTER TABLE gives rows the implicit default of the type ("Data Type Default Values"), zero for a key as well. */
function fillsIn({ type, references }: Column): (database: Database) => boolean {
  return ({ name }) =>
    (name === 'mysql' || name === 'mariadb') && type !== undefined && !notFilled.has(type.name) && !references
}

function inline(source: string): string {
  return source.includes('`') || source.includes('\n') ? 'one value' : `\`${source}\``
}
