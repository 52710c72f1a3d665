import type { ComparedPart } from '../../../model/compared-part.ts'
import type { AttributeChange } from '../../../model/drift.ts'
import type { Place } from '../../../model/place.ts'
import type { Constraint, Index } from '../../../model/schema/effect.ts'
import type { TableOutcome } from '../../../model/schema/outcome.ts'
import type { Column } from '../../../model/schema/table.ts'
import type { Dialect } from '../entities/dialect.ts'
import type { EntityTable } from '../entities/entity-table.ts'

/** One thing that entities and migrations do not agree on. */
export interface TableDifference {
  readonly part: ComparedPart
  /** The method of the query runner that would mend it. */
  readonly operation: string
  /** The column, index or constraint. */
  readonly name: string | undefined
  readonly changes: readonly AttributeChange[]
  /** Of a key that takes the place of another one: what that is called, where it is known. */
  readonly replaces?: string | undefined
  /** Of a key that is dropped: what it is called in the database, where that is known. */
  readonly key?: string | undefined
  /** What it is, as a clause about the table: `the column \`a\` is not in the migrations`. */
  readonly clause: string
  readonly place: Place
}

/** A table of an entity with its columns as they are read, and the same table as migrations leave it. */
export interface TablePair {
  readonly entity: EntityTable
  readonly declared: ReadonlyMap<string, Column>
  readonly migrated: TableOutcome
  readonly valueTypes: ReadonlyMap<string, readonly string[]>
  readonly dialect: Dialect
}

export type Key = Index | Constraint

export function label({ name, columns }: Pick<Key, 'name' | 'columns'>): string {
  return name === undefined ? `over ${columns.map((column) => `\`${column}\``).join(', ')}` : `\`${name}\``
}

/** Something that the entity has and no migration makes; of a key without a name, the columns that it is over. */
export function onlyDeclared(
  part: ComparedPart,
  operation: string,
  noun: string,
  name: string | undefined,
  place: Place,
  columns: readonly (string | undefined)[] = [],
): TableDifference {
  const clause = `the ${noun} ${label({ name, columns })} is in the entity, and in no migration`
  return { part, operation, name: name ?? columns[0], changes: [], clause, place }
}

/** As `onlyDeclared()`, the other way round. */
export function onlyMigrated(
  part: ComparedPart,
  operation: string,
  noun: string,
  name: string | undefined,
  { place }: EntityTable,
  columns: readonly (string | undefined)[] = [],
): TableDifference {
  const clause = `the ${noun} ${label({ name, columns })} is left by the migrations, and not in the entity`
  return { part, operation, name: name ?? columns[0], changes: [], clause, place }
}
