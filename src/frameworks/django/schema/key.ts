import type { ColumnType } from '../../../model/schema/table.ts'
import { stringOf, truth } from '../../../python/value.ts'
import { columnName } from '../fields/columns.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelKey, ModelState } from '../state/model-state.ts'
import { columnType } from './column-types.ts'
import { targetOf } from './swapped.ts'
import { isDoubted, parentsOf, type World } from './world.ts'

/** A column that a foreign key leads to. What is not known of it is undefined. */
export interface Key {
  readonly field: string
  readonly column: string | undefined
  /** The type of columns that hold it: it does not count there. */
  readonly type: ColumnType | undefined
}

/** Chains of foreign keys that are primary keys end after so many. */
const longest = 20

/** What a foreign key to a model leads to: the field that it names, or the primary key. Undefined where it is not known. */
export function keyOf(
  to: ModelKey | undefined,
  field: FieldState | undefined,
  world: World,
  depth = 0,
): Key | undefined {
  const model = to === undefined ? undefined : world.state.models.get(to)
  if (!model || depth > longest) return undefined
  const named = stringOf(field?.keywords.get('to_field'))
  const target = named === undefined ? primaryKeyField(model) : model.fields.get(named)
  if (target) return keyOfField(target, model, world, depth)
  if (named !== undefined || isDoubted(model, undefined, world)) return undefined
  const [parent] = parentsOf(model, world)
  if (parent === undefined) return { field: 'id', column: 'id', type: undefined }
  const inherited = keyOf(parent, undefined, world, depth + 1)
  const proxy = model.options.get('proxy')
  if (proxy && truth(proxy) === true) return inherited
  const link = `${parent.split('.').at(-1)!}_ptr`
  return { field: link, column: `${link}_id`, type: inherited?.type }
}

/** The type that a column takes from what it leads to (`ForeignKey.db_type()`). */
export function keyOfField(field: FieldState, model: ModelState, world: World, depth = 0): Key {
  const column = columnName(field.name, { table: undefined, fields: model.fields })
  const own = field.relation
    ? keyOf(targetOf(field, world), field, world, depth + 1)?.type
    : field.columnDoubt === undefined && !field.unread
      ? columnType(field)
      : undefined
  return { field: field.name, column, type: own && { ...own, counts: undefined } }
}

export function primaryKeyField({ fields }: ModelState): FieldState | undefined {
  for (const field of fields.values()) {
    const value = field.keywords.get('primary_key')
    if (value && truth(value) === true) return field
  }
  return undefined
}
