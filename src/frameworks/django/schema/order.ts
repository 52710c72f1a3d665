import type { Effect } from '../../../model/schema/effect.ts'
import type { Column } from '../../../model/schema/table.ts'
import { truth } from '../../../python/value.ts'
import type { ModelState } from '../state/model-state.ts'
import { onModel, worldBefore, type Given } from './given.ts'
import { modelKey } from '../state/model-state.ts'
import { tableOf } from './table.ts'

/** The column that `order_with_respect_to` stands for (`OrderWrt`, django/db/models/fields/proxy.py). */
export const orderColumn: Column = {
  name: '_order',
  field: '_order',
  type: { name: 'integer' },
  typeSource: 'OrderWrt',
  isNullable: false,
  isUnique: false,
  isPrimaryKey: false,
  isIndexed: false,
  default: { kind: 'none' },
  references: undefined,
}

/** `AlterOrderWithRespectTo`: adds `_order`, 0 in the rows that are there, or takes it away. */
export function alterOrder(given: Given): readonly Effect[] {
  return onModel(given, 'after', 'name', (model) => {
    const was = worldBefore(given).state.models.get(modelKey(model.app, model.name))
    const table = tableOf(model, given.tables)
    const [before, after] = [was !== undefined && isOrdered(was), isOrdered(model)]
    if (before === after) return []
    return after
      ? [{ kind: 'add column', table, column: orderColumn, oneOff: '0' }]
      : [{ kind: 'drop column', table, column: orderColumn }]
  })
}

function isOrdered({ options }: ModelState): boolean {
  const value = options.get('order_with_respect_to')
  return value !== undefined && truth(value) !== false
}
