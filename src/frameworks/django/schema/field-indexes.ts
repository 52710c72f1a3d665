import type { Constraint, Effect, Index } from '../../../model/schema/effect.ts'
import type { Column, Table } from '../../../model/schema/table.ts'
import type { FieldState } from '../state/field-state.ts'
import { isPositive } from './column-types.ts'
import { keyOf } from './key.ts'
import { indexName } from './names.ts'
import { targetOf } from './swapped.ts'
import { labelOf, tableNameOf, type World } from './world.ts'

/** A field of a table, with its column. */
export interface FieldColumn {
  readonly table: Table
  readonly field: FieldState
  readonly column: Column
}

/** A name that Django makes up for an index or a constraint over columns; undefined where it hangs on what is not known. */
export function madeUpName(
  table: string | undefined,
  columns: readonly (string | undefined)[],
  suffix: string | undefined,
  { names }: World,
): string | undefined {
  const known = columns.filter((column) => column !== undefined)
  if (table === undefined || suffix === undefined || known.length < columns.length) return undefined
  return names((longest) => indexName(table, known, suffix, longest))
}

/** The index that `db_index=True` stands for (`_field_indexes_sql()`). */
export function fieldIndex({ table, column }: FieldColumn, world: World): Index {
  return { name: madeUpName(table.name, [column.name], '', world), columns: [column.name], isUnique: false }
}

/** The constraint that `unique=True` stands for: the database names one that comes with its column. */
export function uniqueConstraint({ table, column }: FieldColumn, world: World, isNew: boolean): Constraint {
  const name = isNew ? undefined : madeUpName(table.name, [column.name], '_uniq', world)
  return { kind: 'unique', name, columns: [column.name] }
}

/** The constraint of a foreign key (`_fk_constraint_name()`). */
export function foreignKey({ table, field, column }: FieldColumn, world: World): Constraint {
  const to = targetOf(field, world)
  const target = to === undefined ? undefined : world.state.models.get(to)
  const key = keyOf(to, field, world)?.column
  const home = target && tableNameOf(target)
  const suffix = home === undefined || key === undefined ? undefined : `_fk_${home}_${key}`
  return {
    kind: 'foreign key',
    name: madeUpName(table.name, [column.name], suffix, world),
    columns: [column.name],
    references: to === undefined ? undefined : labelOf(to, world),
  }
}

/** The check of a column that may not be negative. */
export function positiveCheck({ table, column }: FieldColumn, world: World, isNew: boolean): Constraint {
  const name = isNew ? undefined : madeUpName(table.name, [column.name], '_check', world)
  return { kind: 'check', name, columns: [column.name] }
}

/** What comes with a column that is added, in the order in which the schema editor makes it. */
export function withNewColumn(added: FieldColumn, world: World): readonly Effect[] {
  const { table, field, column } = added
  const constraints: Constraint[] = []
  if (column.isUnique === true && column.isPrimaryKey !== true)
    constraints.push(uniqueConstraint(added, world, true))
  if (isPositive(field)) constraints.push(positiveCheck(added, world, true))
  if (column.references?.isConstrained === true) constraints.push(foreignKey(added, world))
  const effects = constraints.map((constraint): Effect => ({
    kind: 'add constraint',
    table,
    constraint,
    isValidated: true,
    isOnNewColumn: true,
    ...(column.default.kind === 'none' && { isOnNulls: true }),
  }))
  if (column.isIndexed !== true) return effects
  return [
    ...effects,
    {
      kind: 'create index',
      table,
      index: fieldIndex(added, world),
      isConcurrent: false,
      isOnNewColumn: true,
    },
  ]
}
