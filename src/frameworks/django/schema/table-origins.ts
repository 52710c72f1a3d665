import type { MigrationId } from '../../../model/migration.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import type { Table } from '../../../model/schema/table.ts'
import type { TableKey } from './table.ts'

/** What is known of a table besides what its model says. */
export interface TableOrigin {
  readonly identity: string
  /** Undefined where no migration that can be read makes it: one brings its model only into the state. */
  readonly createdBy: MigrationId | undefined
  /** As it was called when it was made: by its model, or by its own name where SQL made it. */
  readonly label?: string
}

/** The tables of the database at one point of the plan, by name. */
export interface TableOrigins {
  get(table: TableKey): TableOrigin | undefined
}

/** What effects do to tables: the origin of each that they make or rename, undefined for one that is gone. */
export function originsAfter(
  effects: readonly Effect[],
  origins: TableOrigins,
): ReadonlyMap<TableKey, TableOrigin | undefined> {
  const changed = new Map<TableKey, TableOrigin | undefined>()
  const keyOf = ({ name, label }: Table): TableKey => name ?? `?${modelKeyOf(label)}`
  for (const effect of effects) {
    if (effect.kind === 'create table') changed.set(keyOf(effect.table), effect.table)
    else if (effect.kind === 'drop table') changed.set(keyOf(effect.table), undefined)
    else if (effect.kind === 'rename table') {
      const before = keyOf(effect.before)
      const origin = changed.has(before) ? changed.get(before) : (origins.get(before) ?? effect.before)
      changed.set(before, undefined)
      changed.set(keyOf(effect.after), origin)
    }
  }
  return changed
}

function modelKeyOf(label: string): string {
  const dot = label.indexOf('.')
  return dot < 0 ? label : `${label.slice(0, dot)}${label.slice(dot).toLowerCase()}`
}

/** Tables with some of them changed. */
export function overlaid(
  origins: TableOrigins,
  changed: ReadonlyMap<TableKey, TableOrigin | undefined>,
): TableOrigins {
  if (changed.size === 0) return origins
  return { get: (table) => (changed.has(table) ? changed.get(table) : origins.get(table)) }
}
