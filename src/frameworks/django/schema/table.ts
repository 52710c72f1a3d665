import type { Table } from '../../../model/schema/table.ts'
import { modelKey, type ModelKey, type ModelState } from '../state/model-state.ts'
import type { TableOrigins } from './table-origins.ts'
import { tableNameOf } from './world.ts'

/** What a table is looked up by: its name, or the model where the name is not known. */
export type TableKey = string

export function tableKey(name: string | undefined, model: ModelKey): TableKey {
  return name ?? `?${model}`
}

/** The table of a model. */
export function tableOf(model: ModelState, origins: TableOrigins): Table {
  const { app, name } = model
  return namedTable(tableNameOf(model), modelKey(app, name), `${app}.${name}`, app, origins)
}

/** A table by its name, as code calls it. */
export function namedTable(
  name: string | undefined,
  key: ModelKey,
  label: string,
  app: string,
  origins: TableOrigins,
): Table {
  const origin = origins.get(tableKey(name, key))
  return {
    identity: origin?.identity ?? tableKey(name, key),
    name,
    label,
    app,
    createdBy: origin?.createdBy,
  }
}
