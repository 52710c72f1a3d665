import { databaseTitles, type DatabaseName } from '../../../model/database.ts'
import type { Difference } from '../../../model/drift.ts'
import type { EntityTable } from '../entities/entity-table.ts'
import { app } from '../migration-file.ts'
import type { TableDifference } from './table-difference.ts'
import { statementsFor, type DeclaredTable } from './statements.ts'

/** A table that no migration makes. */
export function missingTable({ entity, name, place }: EntityTable): TableDifference {
  return {
    part: 'tables',
    operation: 'createTable',
    name: undefined,
    changes: [],
    clause: `no migration makes the table \`${name}\` of \`${entity}\``,
    place,
  }
}

/**
 * A difference of an entity's table as findings tell it.
 *
 * @param on the database, where the entity is one of several databases
 */
export function differenceOf(
  pair: DeclaredTable,
  difference: TableDifference,
  on: DatabaseName | undefined,
): Difference {
  const table = pair.entity
  const { operation, name, changes, clause, place } = difference
  const where = on ? ` on ${databaseTitles[on]}` : ''
  return {
    operation,
    app,
    model: table.entity,
    name,
    attributes: changes.map(({ attribute }) => attribute),
    changes,
    source: statementsFor(pair, difference).join('\n'),
    message:
      operation === 'createTable'
        ? `${upperFirst(clause)}${where}`
        : `In \`${table.entity}\`${where}, ${clause}`,
    place,
    related: [],
  }
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
