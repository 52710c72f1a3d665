import type { Effect } from '../../../model/schema/effect.ts'
import type { Table } from '../../../model/schema/table.ts'
import type { KnownTable, SqlTables } from '../../../sql/statement.ts'
import { belongings, columnsOf, linkFields } from '../schema/create-model.ts'
import { madeUpName } from '../schema/field-indexes.ts'
import { worldAfter, worldBefore, type Site } from '../schema/given.ts'
import { linkTable } from '../schema/many-to-many.ts'
import { tableKey, tableOf } from '../schema/table.ts'
import { tableNameOf, type World } from '../schema/world.ts'
import type { ModelState, ProjectState } from '../state/model-state.ts'

const byTable = new WeakMap<ProjectState, ReadonlyMap<string, ModelState>>()

/** The models by the names of their tables, also by those in lower case: not every database tells them apart. */
function modelsByTable(state: ProjectState): ReadonlyMap<string, ModelState> {
  let models = byTable.get(state)
  if (!models) {
    const found = new Map<string, ModelState>()
    for (const model of state.models.values()) {
      const table = tableNameOf(model)
      if (table === undefined || model.options.has('proxy')) continue
      if (!found.has(table.toLowerCase())) found.set(table.toLowerCase(), model)
      found.set(table, model)
    }
    byTable.set(state, (models = found))
  }
  return models
}

/** The tables on both sides of an operation, and what belongs to them before it, as SQL names them. */
export function sqlTables(site: Site): SqlTables {
  const before = worldBefore(site)
  const modelTable = lookUpIn(before, site)
  return {
    table: (name) => modelTable(name) ?? made(name, site),
    after: lookUpIn(worldAfter(site), site),
    index: (name) => indexNamed(name, before, site),
    constraint: (table, name) => {
      const model = modelsByTable(before.state).get(table.name ?? '')
      const effects = model ? belongingsOf(model, before, site) : []
      for (const effect of effects) {
        if (effect.kind !== 'add constraint' || effect.table.identity !== table.identity) continue
        const { constraint } = effect
        const [column] = constraint.columns
        // What PostgreSQL calls one that stands in the definition of its column.
        const own = constraint.kind === 'unique' ? `${table.name}_${column}_key` : undefined
        if ((constraint.name ?? own) === name) return constraint
      }
      return undefined
    },
  }
}

function lookUpIn(world: World, site: Site): (name: string) => KnownTable | undefined {
  return (name) => {
    const models = modelsByTable(world.state)
    const model = models.get(name) ?? models.get(name.toLowerCase())
    if (model) return { table: tableOf(model, site.tables), columns: columnsOf(model, world) }
    return linkTables(world, site).find(({ table }) => table.name === name)
  }
}

/** The tables of all many-to-many fields. */
function linkTables(world: World, site: Site): readonly KnownTable[] {
  return [...world.state.models.values()].flatMap((model) =>
    linkFields(model).map((field) => linkTable(field, model, site.tables, world)),
  )
}

/** A table that no model has: SQL made it, or a model that only the state has lost. */
function made(name: string, { tables, migration }: Site): KnownTable | undefined {
  const origin = tables.get(tableKey(name, ''))
  if (!origin) return undefined
  const { identity, createdBy, label } = origin
  const isForgotten = label !== undefined && label !== name
  return { table: { identity, name, label: name, app: migration.app, createdBy }, columns: [], isForgotten }
}

function belongingsOf(model: ModelState, world: World, { tables }: Site): readonly Effect[] {
  return belongings(model, tableOf(model, tables), world, (field) => linkTable(field, model, tables, world))
}

/** Names that Django makes up begin with the table's, cut off where it is long; those of `Meta` are anything. */
function indexNamed(name: string, world: World, site: Site): ReturnType<NonNullable<SqlTables['index']>> {
  for (const model of world.state.models.values()) {
    const table = tableNameOf(model)
    const isGiven = [...model.indexes, ...model.constraints].some((one) => one.name === name)
    if (!isGiven && (table === undefined || !name.startsWith(table.slice(0, 8)))) continue
    for (const effect of belongingsOf(model, world, site)) {
      if (effect.kind === 'create index' && effect.index.name === name)
        return { table: effect.table, index: effect.index }
    }
    const found = patternIndex(name, tableOf(model, site.tables), model, world)
    if (found) return found
  }
  return undefined
}

/** The second index of a text, which PostgreSQL needs for `LIKE` (`_create_like_index_sql()`). */
function patternIndex(name: string, table: Table, model: ModelState, world: World) {
  if (!name.endsWith('_like')) return undefined
  const column = columnsOf(model, world).find(
    (one) => madeUpName(table.name, [one.name], '_like', world) === name,
  )
  return column && { table, index: { name, columns: [column.name], isUnique: false } }
}
