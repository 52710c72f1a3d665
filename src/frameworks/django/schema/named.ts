import type { Constraint, Effect, Index } from '../../../model/schema/effect.ts'
import type { Table } from '../../../model/schema/table.ts'
import { isSequence, stringOf, truth, type Value } from '../../../python/value.ts'
import { columnName } from '../fields/columns.ts'
import type { ModelState, NamedState } from '../state/model-state.ts'
import { madeUpName } from './field-indexes.ts'
import { onModel, unknownEffect, type Given } from './given.ts'
import { forbiddenNull, fieldsNamed, termsOf } from './condition.ts'
import { tableOf } from './table.ts'
import type { World } from './world.ts'
import { normalReaders } from '../fields/normal-readers.ts'

/** An index of `Meta.indexes` as it is made. */
export function addIndex(
  named: NamedState,
  model: ModelState,
  table: Table,
  _world: World,
  isConcurrent: boolean,
): Effect {
  return { kind: 'create index', table, index: indexOf(named, model), isConcurrent }
}

/** A constraint of `Meta.constraints` as it is made: some of them are indexes (`BaseDatabaseSchemaEditor._unique_sql()`). */
export function addConstraint(
  named: NamedState,
  model: ModelState,
  table: Table,
  _world: World,
  isValidated: boolean,
): readonly Effect[] {
  if (isUniqueIndex(named))
    return [{ kind: 'create index', table, index: indexOf(named, model), isConcurrent: false }]
  const constraint = constraintOf(named, model)
  return constraint ? [{ kind: 'add constraint', table, constraint, isValidated }] : []
}

export const addIndexOperation =
  (isConcurrent: boolean) =>
  (given: Given): readonly Effect[] =>
    onModel(given, 'after', 'model_name', (model, world) => {
      const index = readNamed(given, model, 'index')
      return index
        ? [addIndex(index, model, tableOf(model, given.tables), world, isConcurrent)]
        : unknownEffect(given, 'the index cannot be read')
    })

export const removeIndexOperation =
  (isConcurrent: boolean) =>
  (given: Given): readonly Effect[] =>
    onModel(given, 'before', 'model_name', (model) => {
      const name = stringOf(given.operation.given('name'))
      const found = model.indexes.find((index) => index.name === name)
      const index = found ? indexOf(found, model) : { name, columns: [], isUnique: false }
      return [{ kind: 'drop index', table: tableOf(model, given.tables), index, isConcurrent }]
    })

/** `RenameIndex` (Django 4.1): a moment's work on the catalogue; where a database cannot rename, it is made anew. */
export function renameIndex(given: Given): readonly Effect[] {
  return onModel(given, 'after', 'model_name', (model, world) => {
    const { operation } = given
    const table = tableOf(model, given.tables)
    const fields = operation.given('old_fields')
    const columns = isSequence(fields)
      ? fields.items.map((item) =>
          columnName(stringOf(item) ?? '', { table: undefined, fields: model.fields }),
        )
      : []
    const old = stringOf(operation.given('old_name')) ?? madeUpName(table.name, columns, '_idx', world)
    const now = stringOf(operation.given('new_name'))
    const from = old === undefined ? 'an index' : `the index \`${old}\``
    return [{ kind: 'other', what: `renames ${from} of \`${table.label}\` to \`${now ?? '…'}\`` }]
  })
}

export const addConstraintOperation =
  (isValidated: boolean) =>
  (given: Given): readonly Effect[] =>
    onModel(given, 'after', 'model_name', (model, world) => {
      const constraint = readNamed(given, model, 'constraint')
      const table = tableOf(model, given.tables)
      const effects = constraint && addConstraint(constraint, model, table, world, isValidated)
      return effects && effects.length > 0
        ? effects
        : unknownEffect(given, 'what constraint it is cannot be read')
    })

export function removeConstraintOperation(given: Given): readonly Effect[] {
  return onModel(given, 'before', 'model_name', (model) => {
    const name = stringOf(given.operation.given('name'))
    const found = model.constraints.find((constraint) => constraint.name === name)
    const table = tableOf(model, given.tables)
    if (found && isUniqueIndex(found))
      return [{ kind: 'drop index', table, index: indexOf(found, model), isConcurrent: false }]
    const constraint = found && constraintOf(found, model)
    return constraint
      ? [{ kind: 'drop constraint', table, constraint }]
      : unknownEffect(given, `what constraint \`${name ?? '…'}\` is cannot be read`)
  })
}

export function validateConstraint(given: Given): readonly Effect[] {
  return onModel(given, 'before', 'model_name', (model) => {
    const name = stringOf(given.operation.given('name'))
    const found = model.constraints.find((one) => one.name === name)
    const constraint = found && constraintOf(found, model)
    return [
      {
        kind: 'validate constraint',
        table: tableOf(model, given.tables),
        // Only checks can be added without being validated (django/contrib/postgres/operations.py).
        constraint: constraint ?? { kind: 'check', name, columns: [] },
      },
    ]
  })
}

function readNamed(
  { operation, context }: Given,
  { app, name }: ModelState,
  kind: 'index' | 'constraint',
): NamedState | undefined {
  const value = operation.given(kind)
  return value?.kind === 'call' ? normalReaders[kind](value, { app, name }, context) : undefined
}

function indexOf({ name, args, keywords, path }: NamedState, model: ModelState): Index {
  const given = keywords.get('condition')
  const condition =
    given && termsOf(given, (field) => columnName(field, { table: undefined, fields: model.fields }))
  return {
    name,
    columns: [...columnsIn(keywords.get('fields'), model), ...args.map(() => undefined)],
    isUnique: path.endsWith('UniqueConstraint'),
    ...(given && { isPartial: true, ...(condition && { condition }) }),
  }
}

function columnsIn(value: Value | undefined, { fields }: ModelState): readonly (string | undefined)[] {
  if (!isSequence(value)) return []
  return value.items.map((item) => {
    const name = stringOf(item)?.replace(/^-/, '')
    return name === undefined ? undefined : columnName(name, { table: undefined, fields })
  })
}

/** A unique constraint that only an index can be: of some rows, of expressions, with more than its columns. */
function isUniqueIndex({ path, args, keywords }: NamedState): boolean {
  if (!path.endsWith('.UniqueConstraint')) return false
  const isGiven = (name: string) => {
    const value = keywords.get(name)
    return value !== undefined && truth(value) !== false
  }
  return (
    args.length > 0 ||
    isGiven('condition') ||
    isGiven('include') ||
    isGiven('opclasses') ||
    keywords.has('nulls_distinct')
  )
}

function constraintOf(named: NamedState, model: ModelState): Constraint | undefined {
  const { path, name, keywords } = named
  if (path.endsWith('.UniqueConstraint'))
    return { kind: 'unique', name, columns: columnsIn(keywords.get('fields'), model) }
  if (path.endsWith('.ExclusionConstraint')) return { kind: 'exclusion', name, columns: [] }
  if (!path.endsWith('.CheckConstraint')) return undefined
  const condition = keywords.get('condition') ?? keywords.get('check')
  const column = (field: string) => columnName(field, { table: undefined, fields: model.fields })
  const only = condition && forbiddenNull(condition)
  if (only !== undefined) return { kind: 'check', name, columns: [column(only)], forbidsNull: true }
  const fields = condition ? fieldsNamed(condition) : []
  return { kind: 'check', name, columns: fields.filter((field) => model.fields.has(field)).map(column) }
}
