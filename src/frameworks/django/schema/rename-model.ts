import type { Effect } from '../../../model/schema/effect.ts'
import { stringOf } from '../../../python/value.ts'
import { modelKey, type ModelState } from '../state/model-state.ts'
import { alterField } from './alter-field.ts'
import { columnOf, placeOfField } from './column.ts'
import { linkFields } from './create-model.ts'
import { foreignKey } from './field-indexes.ts'
import { onModel, unknownEffect, worldAfter, worldBefore, type Given } from './given.ts'
import { alterLinkTable } from './link-change.ts'
import { linkTable } from './many-to-many.ts'
import { tableOf } from './table.ts'
import { relationsTo, tableNameOf, type World } from './world.ts'

/**
 * `RenameModel`: the table gets the new name, foreign keys that lead to it are made anew, and the tables of many-to-many
 * fields follow. A model that keeps its `db_table` keeps nearly everything.
 */
export function renameModel(given: Given): readonly Effect[] {
  return onModel(given, 'after', 'new_name', (model) => {
    const name = stringOf(given.operation.given('old_name')) ?? ''
    const was = given.before.models.get(modelKey(model.app, name))
    if (!was)
      return unknownEffect(given, `no migration that can be read makes the model \`${model.app}.${name}\``)
    const renamed = renameTable(given, was, model)
    const [before, after] = [worldBefore(given), worldAfter(given)]
    const key = modelKey(was.app, was.name)
    const isMoved = tableNameOf(was) !== tableNameOf(model)
    const pointing = relationsTo(key, before).flatMap(({ owner, field }) => {
      const isOwn = owner === was
      const now = isOwn ? model : after.state.models.get(modelKey(owner.app, owner.name))
      const changed = now?.fields.get(field.name)
      if (!now || !changed) return []
      const place = placeOfField(field)
      const sides = [
        { model: owner, field },
        { model: now, field: changed },
      ] as const
      if (place === 'table') return alterLinkTable(given, ...sides)
      // The columns stay what they are: what they lead to has another name.
      return place === 'column' && isMoved ? relink(given, ...sides, before, after) : []
    })
    const own = linkFields(was).flatMap((field) => {
      const changed = model.fields.get(field.name)
      const isToItself = field.relation?.to === key
      return changed && !isToItself ? alterField(given, { model: was, field }, { model, field: changed }) : []
    })
    return [...renamed, ...pointing, ...own]
  })
}

/** `AlterModelTable`: the table, and those of many-to-many fields that are named after it (`alter_db_table()`). */
export function alterModelTable(given: Given): readonly Effect[] {
  return onModel(given, 'after', 'name', (model, world) => {
    const was = given.before.models.get(modelKey(model.app, model.name))
    if (!was) return []
    const links = linkFields(was).flatMap((field): readonly Effect[] => {
      const changed = model.fields.get(field.name)
      if (!changed) return []
      const old = linkTable(field, was, given.tables, worldBefore(given)).table
      const { name } = linkTable(changed, model, given.tables, world).table
      return old.name === name ? [] : [{ kind: 'rename table', before: old, after: { ...old, name } }]
    })
    return [...renameTable(given, was, model), ...links]
  })
}

function renameTable({ tables }: Given, was: ModelState, model: ModelState): readonly Effect[] {
  const [from, to] = [tableNameOf(was), tableNameOf(model)]
  if (from !== undefined && from === to) return []
  const before = tableOf(was, tables)
  const { identity, createdBy } = before
  return [{ kind: 'rename table', before, after: { ...tableOf(model, tables), identity, createdBy } }]
}

type Sides =
  Parameters<typeof alterField> extends [Given, infer Was, infer Now, ...unknown[]] ? [Was, Now] : never

function relink(given: Given, was: Sides[0], now: Sides[1], before: World, after: World): readonly Effect[] {
  const table = tableOf(now.model, given.tables)
  const [old, made] = [columnOf(was.field, was.model, before), columnOf(now.field, now.model, after)]
  if (old.references?.isConstrained !== true) return []
  return [
    {
      kind: 'drop constraint',
      table,
      constraint: foreignKey({ table, field: was.field, column: old }, before),
    },
    {
      kind: 'add constraint',
      table,
      constraint: foreignKey({ table, field: now.field, column: made }, after),
      isValidated: true,
    },
  ]
}
