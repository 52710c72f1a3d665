import type { Effect } from '../../../model/schema/effect.ts'
import type { Column, Table } from '../../../model/schema/table.ts'
import { modelKey, type ModelState } from '../state/model-state.ts'
import type { Side } from './alter-field.ts'
import { columnOf, placeOfField } from './column.ts'
import { linkFields } from './create-model.ts'
import { foreignKey, madeUpName } from './field-indexes.ts'
import { worldAfter, worldBefore, type Given } from './given.ts'
import { keyOf } from './key.ts'
import { linkConstraint, linkTable } from './many-to-many.ts'
import { tableOf } from './table.ts'
import { relationsTo } from './world.ts'

/** What becomes of a foreign key whose target changes its type: it follows. */
export interface Referring {
  readonly drop: Effect
  readonly alter: Effect
  readonly add: Effect
}

/**
 * The columns of other tables that hold a key which is altered, those of many-to-many tables as well
 * (`_related_non_m2m_objects()`, django/db/backends/base/schema.py).
 */
export function referringColumns(given: Given, was: Side): readonly Referring[] {
  const [before, after] = [worldBefore(given), worldAfter(given)]
  const key = modelKey(was.model.app, was.model.name)
  const later = (owner: ModelState) => after.state.models.get(modelKey(owner.app, owner.name))
  const follow = (table: Table, old: Column, made: Column, drop: Constrained): Referring => {
    // Its new name does not say what it leads to (`_create_fk_sql(…, "_fk")`).
    const name = madeUpName(table.name, [made.name], '_fk', after)
    return {
      drop: { kind: 'drop constraint', table, constraint: drop },
      alter: { kind: 'alter column', table, before: old, after: made, oneOff: undefined },
      add: { kind: 'add constraint', table, constraint: { ...drop, name }, isValidated: true },
    }
  }
  const links = (owner: ModelState, side: 'from' | 'to', fields: readonly Side['field'][]) =>
    fields.flatMap((field) => {
      const model = later(owner)
      const changed = model?.fields.get(field.name)
      if (!model || !changed || placeOfField(changed) !== 'table') return []
      const [old, made] = [
        linkTable(field, owner, given.tables, before),
        linkTable(changed, model, given.tables, after),
      ]
      if (!old.isConstrained) return []
      const index = side === 'from' ? 1 : 2
      return [follow(old.table, old.columns[index], made.columns[index], linkConstraint(old, side, before))]
    })
  const isKey = keyOf(key, undefined, before)?.field === was.field.name
  return [
    ...relationsTo(key, before).flatMap(({ owner, field }) => {
      const place = placeOfField(field)
      if (place === 'table') return isKey ? links(owner, 'to', [field]) : []
      if (place !== 'column' || keyOf(key, field, before)?.field !== was.field.name) return []
      const model = later(owner)
      const changed = model?.fields.get(field.name)
      const old = columnOf(field, owner, before)
      if (!model || !changed || old.references?.isConstrained !== true) return []
      const table = tableOf(owner, given.tables)
      const drop = foreignKey({ table, field, column: old }, before)
      return [follow(table, old, columnOf(changed, model, after), drop)]
    }),
    ...(isKey ? links(was.model, 'from', linkFields(was.model)) : []),
  ]
}

type Constrained = Extract<Effect, { kind: 'drop constraint' }>['constraint']
