import type { KnownTable, SqlTables } from '../../../sql/statement.ts'
import { columnsOf } from '../schema/create-model.ts'
import { worldAfter, worldBefore, type Site } from '../schema/given.ts'
import { tableOf } from '../schema/table.ts'
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

/** The tables of the models on both sides of an operation, as SQL names them. */
export function sqlTables(site: Site): SqlTables {
  const lookUp =
    (world: World) =>
    (name: string): KnownTable | undefined => {
      const models = modelsByTable(world.state)
      const model = models.get(name) ?? models.get(name.toLowerCase())
      return model && { table: tableOf(model, site.tables), columns: columnsOf(model, world) }
    }
  return { table: lookUp(worldBefore(site)), after: lookUp(worldAfter(site)) }
}
