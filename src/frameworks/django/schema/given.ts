import type { Effect } from '../../../model/schema/effect.ts'
import type { Table } from '../../../model/schema/table.ts'
import { placeOf } from '../../../model/source-place.ts'
import { stringOf } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { KnownProject } from '../known-project.ts'
import type { DjangoMigration } from '../migration-file.ts'
import { modelKey, type ModelState, type ProjectState } from '../state/model-state.ts'
import type { DatabaseOperation } from './database-operation.ts'
import type { NameMaker } from './names.ts'
import type { TableOrigins } from './table-origins.ts'
import { isDoubted, reachesDatabase, type World } from './world.ts'

/** Where in the plan an operation runs: the state on both sides of it, and the tables that are there before it. */
export interface Site {
  readonly migration: DjangoMigration
  readonly before: ProjectState
  readonly after: ProjectState
  readonly tables: TableOrigins
  readonly project: KnownProject
  readonly context: DjangoContext
  readonly names: NameMaker
}

/** An operation, and where it runs. */
export interface Given extends Site {
  readonly operation: DatabaseOperation
}

export function worldBefore({ before, context, names, project }: Site): World {
  return { state: before, context, names, settings: project.layout.settings }
}

export function worldAfter({ after, context, names, project }: Site): World {
  return { state: after, context, names, settings: project.layout.settings }
}

/** That it cannot be told what an operation does. */
export function unknownEffect({ operation, migration }: Given, cause: string): readonly Effect[] {
  return [{ kind: 'unknown', cause, place: placeOf(migration.file.module, operation.origin) }]
}

/**
 * The effects of an operation on a model: none where it does not reach the database, unknown where it is not known
 * whether it does, or which model it is.
 *
 * @param argument the argument that names the model, as it is called on that side
 */
export function onModel(
  given: Given,
  side: 'before' | 'after',
  argument: string,
  effects: (model: ModelState, world: World) => readonly Effect[],
): readonly Effect[] {
  const name = stringOf(given.operation.given(argument))
  if (name === undefined)
    return unknownEffect(given, `the \`${argument}\` of \`${given.operation.shownName}\` cannot be read`)
  const world = side === 'before' ? worldBefore(given) : worldAfter(given)
  const { app } = given.migration
  const model = world.state.models.get(modelKey(app, name))
  if (!model) return unknownEffect(given, `no migration that can be read makes the model \`${app}.${name}\``)
  const reaches = reachesDatabase(model, world)
  if (reaches === undefined)
    return unknownEffect(given, `whether \`${app}.${model.name}\` has a table in this database is not known`)
  return reaches ? effects(model, world) : []
}

/** Why a field that the state does not have may be there all the same. */
export function whyMissing(model: ModelState, field: string, world: World): string {
  const cause = isDoubted(model, field, world)?.cause
  return cause ?? `\`${model.app}.${model.name}\` has no field \`${field}\` here`
}

/** A table as the migration makes it. */
export function made<T extends { readonly table: Table }>(what: T, { migration }: Site): T {
  const { table } = what
  const identity = `${table.name ?? table.label} of ${migration.id}`
  return { ...what, table: { ...table, identity, createdBy: migration.id } }
}
