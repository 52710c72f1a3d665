import type { Effect } from '../../../model/schema/effect.ts'
import type { Column, Table } from '../../../model/schema/table.ts'
import { stringOf } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelKey, ModelState } from '../state/model-state.ts'
import { flag } from './column.ts'
import { madeUpName } from './field-indexes.ts'
import { keyOf } from './key.ts'
import { truncated } from './names.ts'
import type { TableOrigins } from './table-origins.ts'
import { namedTable } from './table.ts'
import { labelOf, tableNameOf, type World } from './world.ts'

/** The table that Django makes for a many-to-many field (`create_many_to_many_intermediary_model()`). */
export interface LinkTable {
  readonly table: Table
  /** Its own key, the column of the model that has the field, and that of the other one. */
  readonly columns: readonly [key: Column, from: Column, to: Column]
  readonly isConstrained: boolean
}

/** The table of a many-to-many field without a declared one (`ManyToManyField._get_m2m_db_table()`). */
export function linkTable(
  field: FieldState,
  model: ModelState,
  origins: TableOrigins,
  world: World,
): LinkTable {
  const { app, name } = model
  const own = `${app}.${name.toLowerCase()}`
  const { to } = field.relation!
  const label = `${app}.${name}_${field.name}`
  const table = namedTable(linkTableName(field, model, world), `${own}_${field.name}`, label, app, origins)
  const [mine, other] = [name.toLowerCase(), to?.split('.').at(-1)]
  const isSame = mine === other
  const isConstrained = flag(field, 'db_constraint') !== false
  const link = (target: ModelKey | undefined, base: string | undefined): Column => ({
    name: base === undefined ? undefined : `${base}_id`,
    field: base ?? 'to',
    type: keyOf(target, undefined, world)?.type,
    typeSource: 'ForeignKey',
    isNullable: false,
    isUnique: false,
    isPrimaryKey: false,
    isIndexed: true,
    default: { kind: 'none' },
    references: { table: target === undefined ? '' : labelOf(target, world), isConstrained },
  })
  const key: Column = {
    name: 'id',
    field: 'id',
    type: undefined,
    typeSource: 'AutoField',
    isNullable: false,
    isUnique: true,
    isPrimaryKey: true,
    isIndexed: false,
    default: { kind: 'none' },
    references: undefined,
  }
  const [from, target] = isSame ? [`from_${mine}`, `to_${mine}`] : [mine, other]
  return { table, columns: [key, link(own, from), link(to, target)], isConstrained }
}

function linkTableName(field: FieldState, model: ModelState, { names }: World): string | undefined {
  const given = field.keywords.get('db_table')
  if (given) return stringOf(given)
  const home = tableNameOf(model)
  return home === undefined ? undefined : names((longest) => truncated(`${home}_${field.name}`, longest))
}

/** What makes the table of a many-to-many field. */
export function createLinkTable(
  { table, columns, isConstrained }: LinkTable,
  world: World,
): readonly Effect[] {
  const links = columns.slice(1)
  const both = links.map(({ name }) => name)
  return [
    { kind: 'create table', table, columns },
    {
      kind: 'add constraint',
      table,
      constraint: { kind: 'unique', name: madeUpName(table.name, both, '_uniq', world), columns: both },
      isValidated: true,
    },
    ...links.flatMap((column, index): readonly Effect[] => [
      ...(isConstrained
        ? [addLink({ table, columns, isConstrained }, index === 0 ? 'from' : 'to', world)]
        : []),
      {
        kind: 'create index',
        table,
        index: {
          name: madeUpName(table.name, [column.name], '', world),
          columns: [column.name],
          isUnique: false,
        },
        isConcurrent: false,
      },
    ]),
  ]
}

/** The foreign key of one side of such a table. */
export function linkConstraint({ table, columns }: LinkTable, side: 'from' | 'to', world: World) {
  const column = columns[side === 'from' ? 1 : 2]
  const label = column.references!.table
  const dot = label.indexOf('.')
  const key = `${label.slice(0, dot)}${label.slice(dot).toLowerCase()}`
  const target = world.state.models.get(key)
  const [home, to] = [target && tableNameOf(target), keyOf(key, undefined, world)?.column]
  const suffix = home === undefined || to === undefined ? undefined : `_fk_${home}_${to}`
  return {
    kind: 'foreign key',
    name: madeUpName(table.name, [column.name], suffix, world),
    columns: [column.name],
    references: label,
  } as const
}

function addLink(link: LinkTable, side: 'from' | 'to', world: World): Effect {
  return {
    kind: 'add constraint',
    table: link.table,
    constraint: linkConstraint(link, side, world),
    isValidated: true,
  }
}
