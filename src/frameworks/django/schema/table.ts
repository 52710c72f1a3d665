import type { Table } from '../../../model/schema/table.ts'
import { tableName } from '../fields/columns.ts'
import { modelKey, type ModelState } from '../state/model-state.ts'
import type { TableOrigin } from './table-history.ts'

/** The table of a model. */
export function tableOf(model: ModelState, origin: TableOrigin | undefined): Table {
  const { app, name, options, fields } = model
  return {
    identity: origin?.identity ?? modelKey(app, name),
    name: tableName({ table: options.get('db_table'), fields }, { app, name }),
    label: `${app}.${name}`,
    app,
    createdBy: origin?.createdBy,
  }
}
