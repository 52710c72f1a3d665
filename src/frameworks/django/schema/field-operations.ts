import type { Effect } from '../../../model/schema/effect.ts'
import { stringOf, truth } from '../../../python/value.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelState } from '../state/model-state.ts'
import { alterField } from './alter-field.ts'
import { columnOf, placeOfField, writer } from './column.ts'
import { effectiveDefault, givenDefault } from './default.ts'
import { foreignKey, withNewColumn } from './field-indexes.ts'
import { made, onModel, unknownEffect, whyMissing, type Given } from './given.ts'
import { createLinkTable, linkTable } from './many-to-many.ts'
import { tableOf } from './table.ts'
import type { World } from './world.ts'

/** `AddField`: a column, or the table of a many-to-many field (`add_field()`). */
export function addField(given: Given): readonly Effect[] {
  return onField(given, 'name', (field, model, world) => {
    const place = placeOfField(field)
    if (place === 'nothing') return []
    if (place === undefined) return unknownEffect(given, unknownPlace(field))
    if (place === 'table')
      return createLinkTable(made(linkTable(field, model, given.tables, world), given), world)
    const table = tableOf(model, given.tables)
    const column = columnOf(field, model, world)
    const oneOff = oneOffOf(given, model, world)
    return [{ kind: 'add column', table, column, oneOff }, ...withNewColumn({ table, field, column }, world)]
  })
}

/** `RemoveField`: the column with all that hangs on it, or the table of a many-to-many field (`remove_field()`). */
export function removeField(given: Given): readonly Effect[] {
  return onModel(given, 'before', 'model_name', (model, world) => {
    const name = stringOf(given.operation.given('name'))
    const field = name === undefined ? undefined : model.fields.get(name)
    if (!field) return unknownEffect(given, whyMissing(model, name ?? '…', world))
    const place = placeOfField(field)
    if (place === 'nothing') return []
    if (place === undefined) return unknownEffect(given, unknownPlace(field))
    if (place === 'table')
      return [{ kind: 'drop table', table: linkTable(field, model, given.tables, world).table }]
    const table = tableOf(model, given.tables)
    const column = columnOf(field, model, world)
    const drop: Effect = { kind: 'drop column', table, column }
    if (column.references?.isConstrained !== true) return [drop]
    return [{ kind: 'drop constraint', table, constraint: foreignKey({ table, field, column }, world) }, drop]
  })
}

/** `AlterField` and `RenameField`: what of a column becomes another (`alter_field()`). */
export const alterFieldOperation =
  (from: string, to: string) =>
  (given: Given): readonly Effect[] =>
    onField(given, to, (field, model, world) => {
      const was = given.before.models.get(modelKey(model.app, model.name))
      const name = stringOf(given.operation.given(from))
      const old = name === undefined ? undefined : was?.fields.get(name)
      if (!was || !old) return unknownEffect(given, whyMissing(was ?? model, name ?? '…', world))
      return alterField(given, { model: was, field: old }, { model, field }, oneOffOf(given, model, world))
    })

function onField(
  given: Given,
  argument: string,
  effects: (field: FieldState, model: ModelState, world: World) => readonly Effect[],
): readonly Effect[] {
  return onModel(given, 'after', 'model_name', (model, world) => {
    const name = stringOf(given.operation.given(argument))
    const field = name === undefined ? undefined : model.fields.get(name)
    return field ? effects(field, model, world) : unknownEffect(given, whyMissing(model, name ?? '…', world))
  })
}

function unknownPlace({ name, path }: FieldState): string {
  return `what \`${path}\`, the class of \`${name}\`, has in a database is not known`
}

/** The default that `preserve_default=False` gives to the rows that are there alone, as it is written. */
function oneOffOf(
  { operation, context }: Given,
  { app, name }: ModelState,
  world: World,
): string | undefined {
  const preserve = operation.given('preserve_default')
  const value = operation.given('field')
  if (!preserve || truth(preserve) !== false || value?.kind !== 'call') return undefined
  const field = normalReaders.field(value, stringOf(operation.given('name')) ?? '', { app, name }, context)
  const source = writer(world)
  const filled = givenDefault(field, source) ?? effectiveDefault(field, source)
  return filled.kind === 'code' ? filled.source : undefined
}
