import type { Effect } from '../../../model/schema/effect.ts'
import type { Column, Table } from '../../../model/schema/table.ts'
import { stringOf, truth } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelState } from '../state/model-state.ts'
import { columnOf, placeOfField } from './column.ts'
import { withNewColumn } from './field-indexes.ts'
import { made, onModel, type Given } from './given.ts'
import { keyOf, primaryKeyField } from './key.ts'
import { createLinkTable, linkTable, type LinkTable } from './many-to-many.ts'
import { addConstraint, addIndex } from './named.ts'
import { orderColumn } from './order.ts'
import { tableOf } from './table.ts'
import { addTogether, combinationsOf } from './together.ts'
import { parentsOf, type World } from './world.ts'

/** `CreateModel`: the table, what comes with it, and the tables of its many-to-many fields (`create_model()`). */
export function createModel(given: Given): readonly Effect[] {
  return onModel(given, 'after', 'name', (model, world) => {
    const { table } = made({ table: tableOf(model, given.tables) }, given)
    const columns = () => columnsOf(model, world)
    let known: readonly Column[] | undefined
    const create: Effect = {
      kind: 'create table',
      table,
      get columns() {
        return (known ??= columns())
      },
    }
    const link = (field: FieldState) => made(linkTable(field, model, given.tables, world), given)
    return [create, ...belongings(model, table, world, link)]
  })
}

/** What belongs to the table of a model besides its columns, in the order in which the schema editor makes it. */
export function belongings(
  model: ModelState,
  table: Table,
  world: World,
  link: (field: FieldState) => LinkTable,
): readonly Effect[] {
  return [
    ...combinationsOf(model, 'unique_together').flatMap((names) =>
      addTogether('unique_together', names, model, table, world),
    ),
    ...columnFields(model).flatMap((field) =>
      withNewColumn({ table, field, column: columnOf(field, model, world) }, world),
    ),
    ...model.constraints.flatMap((constraint) => addConstraint(constraint, model, table, world, true)),
    ...model.indexes.map((index) => addIndex(index, model, table, world, false)),
    ...linkFields(model).flatMap((field) => createLinkTable(link(field), world)),
    ...combinationsOf(model, 'index_together').flatMap((names) =>
      addTogether('index_together', names, model, table, world),
    ),
  ]
}

/** `DeleteModel`: the tables of its many-to-many fields go first (`delete_model()`). */
export function deleteModel(given: Given): readonly Effect[] {
  return onModel(given, 'before', 'name', (model, world) => [
    ...linkFields(model).map((field): Effect => {
      const { table } = linkTable(field, model, given.tables, world)
      return { kind: 'drop table', table }
    }),
    { kind: 'drop table', table: tableOf(model, given.tables) },
  ])
}

/** The fields of a model that have a column. */
export function columnFields({ fields }: ModelState): readonly FieldState[] {
  return [...fields.values()].filter((field) => placeOfField(field) === 'column')
}

/** The many-to-many fields of a model that have a table of their own. */
export function linkFields({ fields }: ModelState): readonly FieldState[] {
  return [...fields.values()].filter((field) => placeOfField(field) === 'table')
}

/** The columns of a model's table, with those that Django adds by itself. */
export function columnsOf(model: ModelState, world: World): readonly Column[] {
  const own = columnFields(model).map((field) => columnOf(field, model, world))
  const order = stringOf(model.options.get('order_with_respect_to')) === undefined ? [] : [orderColumn]
  return [...automaticKey(model, world), ...own, ...order]
}

/** The primary key of a model that gives none (`Options._prepare()`). */
function automaticKey(model: ModelState, world: World): readonly Column[] {
  const isKnown = model.doubts.every(({ aspect }) => aspect !== 'fields')
  const isComposite = [...model.fields.values()].some(({ path }) => path.endsWith('.CompositePrimaryKey'))
  if (primaryKeyField(model) || isComposite || !isKnown) return []
  const proxy = model.options.get('proxy')
  if (proxy && truth(proxy) !== false) return []
  const [parent] = parentsOf(model, world)
  const key = keyOf(`${model.app}.${model.name.toLowerCase()}`, undefined, world)
  return [
    {
      name: key?.column,
      field: key?.field ?? 'id',
      type: key?.type,
      typeSource: parent === undefined ? 'AutoField' : 'OneToOneField',
      isNullable: false,
      isUnique: true,
      isPrimaryKey: true,
      isIndexed: false,
      default: { kind: 'none' },
      references: parent === undefined ? undefined : { table: parent, isConstrained: true },
    },
  ]
}
