import type { Effect } from '../../../model/schema/effect.ts'
import { columnLabel, type Column } from '../../../model/schema/table.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelState } from '../state/model-state.ts'
import { changeOf, commentOf, isSameColumn } from './column-change.ts'
import { columnOf, flag, placeOfField } from './column.ts'
import { isPositive } from './column-types.ts'
import { givenDefault } from './default.ts'
import { fieldIndex, foreignKey, positiveCheck, uniqueConstraint, type FieldColumn } from './field-indexes.ts'
import { unknownEffect, worldAfter, worldBefore, type Given } from './given.ts'
import { alterLinkTable } from './link-change.ts'
import { referringColumns } from './referring.ts'
import { tableOf } from './table.ts'

/** A field, and the model that has it. */
export interface Side {
  readonly model: ModelState
  readonly field: FieldState
}

/**
 * What becomes of a field's column (`BaseDatabaseSchemaEditor.alter_field()` and `_alter_field()`,
 * django/db/backends/base/schema.py, 3.2 to 6.0), in the order in which the schema editor does it.
 *
 * @param oneOff what takes the place of NULL in the rows that are there and is then forgotten
 */
export function alterField(given: Given, was: Side, now: Side, oneOff?: string): readonly Effect[] {
  const places = [placeOfField(was.field), placeOfField(now.field)]
  if (places.every((place) => place === 'table')) return alterLinkTable(given, was, now)
  if (places.every((place) => place === 'nothing')) return []
  if (places.some((place) => place !== 'column'))
    return unknownEffect(given, `what becomes of \`${now.field.name}\` in a database cannot be told`)
  return alterColumn(given, was, now, oneOff)
}

function alterColumn(given: Given, was: Side, now: Side, oneOff: string | undefined): readonly Effect[] {
  const [before, after] = [worldBefore(given), worldAfter(given)]
  const change = changeOf(was, now, before, after)
  if (change === 'nothing') return []
  const table = tableOf(was.model, given.tables)
  // Rows that hold NULL get a default that is given, and no other (`four_way_default_alteration`).
  const filled: typeof givenDefault = (field, source) => givenDefault(field, source)
  const none = { kind: 'none' } as const
  const read = (side: Side, world: typeof before): FieldColumn => ({
    table,
    field: side.field,
    column: columnOf(side.field, side.model, world, (field, source) => filled(field, source) ?? none),
  })
  const [old, made] = [read(was, before), read(now, after)]
  const isRenamed = old.column.name !== made.column.name
  const renamed: Column = { ...old.column, name: made.column.name, field: made.column.field }
  const isLinked = old.column.references?.isConstrained === true
  // A foreign key is taken away and made anew whatever changes of its column.
  const isRelinked = isLinked && change === 'something'
  const referring =
    isKey(old.column) && isKey(made.column) && !isSameType(old.column, made.column)
      ? referringColumns(given, was)
      : []
  const checks = [isPositive(was.field), isPositive(now.field)] as const
  const constraint = (kind: 'add constraint' | 'drop constraint', what: Constrained): Effect =>
    kind === 'add constraint'
      ? { kind, table, constraint: what, isValidated: true }
      : { kind, table, constraint: what }
  const effects: (Effect | false)[] = [
    isRelinked && constraint('drop constraint', foreignKey(old, before)),
    old.column.isUnique === true &&
      made.column.isUnique === false &&
      !old.column.isPrimaryKey &&
      constraint('drop constraint', uniqueConstraint(old, before, false)),
    ...referring.map(({ drop }) => drop),
    hadIndex(was.field) &&
      !hasIndex(now.field) && {
        kind: 'drop index',
        table,
        index: fieldIndex(old, before),
        isConcurrent: false,
      },
    checks[0] && !checks[1] && constraint('drop constraint', positiveCheck(old, before, false)),
    isRenamed && { kind: 'rename column', table, before: old.column, after: renamed },
    !isSameColumn(renamed, made.column) && {
      kind: 'alter column',
      table,
      before: renamed,
      after: made.column,
      oneOff: renamed.isNullable === true && made.column.isNullable === false ? oneOff : undefined,
    },
    commentOf(was.field) !== commentOf(now.field) && {
      kind: 'other',
      what: `changes the comment of \`${columnLabel(table, made.column)}\``,
    },
    made.column.isUnique === true &&
      old.column.isUnique === false &&
      !made.column.isPrimaryKey &&
      constraint('add constraint', uniqueConstraint(made, after, false)),
    hasIndex(now.field) &&
      !hadIndex(was.field) && {
        kind: 'create index',
        table,
        index: fieldIndex(made, after),
        isConcurrent: false,
      },
    made.column.isPrimaryKey === true &&
      old.column.isPrimaryKey === false &&
      constraint('add constraint', {
        kind: 'primary key',
        name: undefined,
        columns: [made.column.name],
      }),
    ...referring.map(({ alter }) => alter),
    made.column.references?.isConstrained === true &&
      (isRelinked || !isLinked) &&
      constraint('add constraint', foreignKey(made, after)),
    ...referring.map(({ add }) => add),
    checks[1] && !checks[0] && constraint('add constraint', positiveCheck(made, after, false)),
  ]
  return effects.filter((effect) => effect !== false)
}

type Constrained = Extract<Effect, { kind: 'add constraint' }>['constraint']

const isKey = ({ isPrimaryKey, isUnique }: Column) => isPrimaryKey === true || isUnique === true

const isSameType = (a: Column, b: Column) =>
  a.type !== undefined && b.type !== undefined
    ? isSameColumn({ ...a, type: a.type }, { ...a, type: b.type })
    : a.typeSource === b.typeSource

/** Whether a column has an index of its own that no constraint gives it. */
function hasIndex(field: FieldState): boolean {
  return flag(field, 'db_index') === true && flag(field, 'unique') === false
}

const hadIndex = hasIndex
