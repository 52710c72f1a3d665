import type { KnownTable, SqlTables } from '../../../sql/statement.ts'
import { columnOf } from '../schema/column.ts'
import type { Site } from '../schema/given.ts'
import type { StepTables } from '../schema/planned-step.ts'
import { tableOf } from '../schema/table.ts'
import { modelKey, type ModelState, type ProjectState } from '../state/model-state.ts'
import { tableName } from '../fields/columns.ts'

const byTable = new WeakMap<ProjectState, ReadonlyMap<string, ModelState>>()

/** The models by the names of their tables, also by those in lower case: not every database tells them apart. */
function modelsByTable(state: ProjectState): ReadonlyMap<string, ModelState> {
  let models = byTable.get(state)
  if (!models) {
    const found = new Map<string, ModelState>()
    for (const model of state.models.values()) {
      const { app, name, options, fields } = model
      const table = tableName({ table: options.get('db_table'), fields }, { app, name })
      if (table === undefined || options.has('proxy')) continue
      if (!found.has(table.toLowerCase())) found.set(table.toLowerCase(), model)
      found.set(table, model)
    }
    byTable.set(state, (models = found))
  }
  return models
}

/** The tables of the models on both sides of an operation, as SQL names them. */
export function sqlTables({ before, after, tables }: Site): SqlTables {
  const lookUp =
    (state: ProjectState, origins: StepTables['before']) =>
    (name: string): KnownTable | undefined => {
      const models = modelsByTable(state)
      const model = models.get(name) ?? models.get(name.toLowerCase())
      if (!model) return undefined
      return {
        table: tableOf(model, origins.get(modelKey(model.app, model.name))),
        columns: [...model.fields.values()]
          .filter(({ relation }) => relation?.kind !== 'ManyToManyField')
          .map(columnOf),
      }
    }
  return { table: lookUp(before, tables.before), after: lookUp(after, tables.after) }
}
