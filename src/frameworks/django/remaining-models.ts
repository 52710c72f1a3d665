import type { MigrationGraph } from '../../model/graph.ts'
import type { Migration, MigrationId } from '../../model/migration.ts'
import { isSequence, stringOf, type CallValue, type Value } from '../../python/value.ts'
import { argumentOf, signatureOf } from './compare/describe.ts'
import type { DjangoMigration } from './migration-file.ts'
import { operationName } from './operations.ts'

/**
 * The models whose tables an app's migrations leave in a database, as their last migration calls them, sorted: what
 * CreateModel, RenameModel and DeleteModel come to. A table that another app took over (`state_operations` alone
 * delete the model here) is that app's. Undefined where an operation that may do any of these cannot be read.
 */
export function remainingModels(
  app: string,
  migrations: ReadonlyMap<MigrationId, Migration>,
  graph: MigrationGraph,
): readonly string[] | undefined {
  if (!graph.isCertain(app)) return undefined
  const plan = graph.plan().map((id) => migrations.get(id))
  const own = plan.filter((migration) => migration?.app === app) as DjangoMigration[]
  if (own.length < graph.ids.filter((id) => migrations.get(id)?.app === app).length) return undefined
  const models = new Map<string, string>()
  const isKnown = own.every(({ operationValues }) => operationValues.every((value) => follow(value, models)))
  return isKnown ? [...models.values()].sort() : undefined
}

/** Does to `models` (by lower-cased name) what an operation does; false where that is not known. */
function follow(operation: Value, models: Map<string, string>): boolean {
  const name = operationName(operation)
  if (operation.kind !== 'call' || name === undefined) return false
  if (!signatureOf(operation)) return !/model|table/i.test(name)
  const given = (argument: string) => stringOf(argumentOf(operation, argument))
  const inner = argumentOf(operation, 'state_operations')
  switch (name) {
    case 'CreateModel': {
      const model = given('name')
      if (model === undefined) return false
      if (hasTable(operation)) models.set(model.toLowerCase(), model)
      return true
    }
    case 'DeleteModel':
      models.delete(given('name')?.toLowerCase() ?? '')
      return given('name') !== undefined
    case 'RenameModel': {
      const [old, now] = [given('old_name'), given('new_name')]
      if (old === undefined || now === undefined) return false
      if (models.delete(old.toLowerCase())) models.set(now.toLowerCase(), now)
      return true
    }
    default:
      return inner === undefined || (isSequence(inner) && inner.items.every((item) => follow(item, models)))
  }
}

/** Proxies and models with `managed = False` have no table that migrations make. */
function hasTable(creation: CallValue): boolean {
  const options = argumentOf(creation, 'options')
  const says = (key: string, expected: boolean) =>
    options?.kind === 'dict' &&
    options.entries.some(
      ({ key: name, value }) => stringOf(name) === key && value.kind === 'const' && value.value === expected,
    )
  return !says('proxy', true) && !says('managed', false)
}
