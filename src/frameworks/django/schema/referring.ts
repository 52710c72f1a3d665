import type { Effect } from '../../../model/schema/effect.ts'
import { modelKey } from '../state/model-state.ts'
import type { Side } from './alter-field.ts'
import { columnOf, placeOfField } from './column.ts'
import { foreignKey } from './field-indexes.ts'
import { worldAfter, worldBefore, type Given } from './given.ts'
import { keyOf } from './key.ts'
import { tableOf } from './table.ts'
import { relationsTo } from './world.ts'

/** What becomes of a foreign key whose target changes its type: it follows (`_related_non_m2m_objects()`). */
export interface Referring {
  readonly drop: Effect
  readonly alter: Effect
  readonly add: Effect
}

/** The columns of other tables that hold a key which is altered. */
export function referringColumns(given: Given, was: Side, now: Side): readonly Referring[] {
  const [before, after] = [worldBefore(given), worldAfter(given)]
  const key = modelKey(was.model.app, was.model.name)
  return relationsTo(key, before).flatMap(({ owner, field }) => {
    if (placeOfField(field) !== 'column') return []
    if (keyOf(key, field, before)?.field !== was.field.name) return []
    const model = after.state.models.get(modelKey(owner.app, owner.name))
    const changed = model?.fields.get(
      owner === was.model && field === was.field ? now.field.name : field.name,
    )
    if (!model || !changed) return []
    const table = tableOf(owner, given.tables)
    const [old, made] = [columnOf(field, owner, before), columnOf(changed, model, after)]
    const isConstrained = old.references?.isConstrained === true
    const alter: Effect = { kind: 'alter column', table, before: old, after: made, oneOff: undefined }
    if (!isConstrained) return []
    return [
      {
        drop: {
          kind: 'drop constraint',
          table,
          constraint: foreignKey({ table, field, column: old }, before),
        },
        alter,
        add: {
          kind: 'add constraint',
          table,
          // Named without what it leads to (`_create_fk_sql(…, "_fk")`).
          constraint: { ...foreignKey({ table, field: changed, column: made }, after), name: undefined },
          isValidated: true,
        },
      },
    ]
  })
}
