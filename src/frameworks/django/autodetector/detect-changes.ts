import type { DjangoContext } from '../context.ts'
import type { ModelKey, ProjectState } from '../state/model-state.ts'
import type { Changes } from './change.ts'
import { toChange } from './to-change.ts'
import { Comparison, type Kind, type Models, type Pair } from './comparison.ts'
import * as constraints from './constraints.ts'
import { countDecided } from './count.ts'
import { createdModels } from './created-models.ts'
import { deletedModels } from './deleted-models.ts'
import { addedFields, alteredFields, fieldChanges, removedFields } from './fields.ts'
import * as indexes from './indexes.ts'
import { modelsByKind } from './kinds.ts'
import { optimize } from '../optimizer/optimize.ts'
import * as options from './options.ts'
import { createdProxies, deletedProxies } from './proxies.ts'
import { sortOperations } from './sort.ts'
import { splitIntoMigrations } from './split.ts'
import { addedTogether, removedTogether } from './together.ts'
import { isAtLeast } from '../values/conditions.ts'

/**
 * What `makemigrations` would write to take `from`, the state that the migrations add up to, to `to`, the models as they
 * are: `MigrationAutodetector(from, to).changes()` with every question answered by no, optimised, by app
 * (django/db/migrations/autodetector.py). Only what both states prove is a change; what they do not tell is `undetected`.
 *
 * @param options.apps labels of the apps that are compared; models of others only have relations lead to them
 */
export function detectChanges(
  from: ProjectState,
  to: ProjectState,
  context: DjangoContext,
  { apps }: { readonly apps: ReadonlySet<string> },
): Changes {
  const comparison = new Comparison(from, to, context, apps)
  const models = modelsByKind(comparison)
  deletedModels(comparison, models)
  createdModels(comparison, models)
  deletedProxies(comparison, models)
  createdProxies(comparison, models)
  const undecided = compareKept(comparison, models)
  // This tells doubts too.
  const counts = countDecided(comparison, undecided)

  const { version } = context
  const sorted = new Map(
    [...comparison.operations].map(([app, operations]) => [app, sortOperations(operations, version)]),
  )
  const split = [...splitIntoMigrations(sorted)].sort(([a], [b]) => (a < b ? -1 : 1))
  const migrations = new Map(
    split.map(([app, all]) => [
      app,
      all.map((each) => ({ ...each, operations: optimize(each.operations, version) })),
    ]),
  )
  return {
    changes: new Map(
      [...migrations].map(([app, all]) => [app, all.flatMap(({ operations }) => operations).map(toChange)]),
    ),
    migrations,
    ...counts,
    undetected: comparison.undetected,
  }
}

/** All that is compared of models that both sides have, in the order of `_detect_changes`. Gives the fields that are not decided. */
function compareKept(comparison: Comparison, models: Models): ReadonlyMap<ModelKey, ReadonlySet<string>> {
  const { version } = comparison.context
  const kept = pairs(comparison, models, (from, to) => from === to)
  const managed = kept.filter(({ key }) => models.to.get(key) === 'managed')
  const alike = pairs(comparison, models, (from, to) => from === to || (from !== 'proxy' && to !== 'proxy'))

  for (const pair of alike) options.alteredOptions(comparison, pair)
  for (const pair of managed) options.alteredManagers(comparison, pair)
  if (isAtLeast(version, [4, 2])) for (const pair of kept) options.alteredTableComment(comparison, pair)
  const fields = managed.map((pair) => fieldChanges(comparison, pair))
  const indexed = managed.map((pair) => indexes.indexChanges(comparison, pair))
  const constrained = managed.map((pair) => constraints.constraintChanges(comparison, pair))
  for (const each of constrained) constraints.removedConstraints(comparison, each)
  for (const each of indexed) indexes.removedIndexes(comparison, each)
  for (const each of indexed) indexes.renamedIndexes(comparison, each)
  // Django 5.1 has no `index_together` any more.
  const hasIndexTogether = !isAtLeast(version, [5, 1])
  for (const pair of managed) removedTogether(comparison, pair, 'AlterUniqueTogether')
  if (hasIndexTogether) {
    for (const { pair, isNamedNow } of indexed) {
      removedTogether(comparison, pair, 'AlterIndexTogether', isNamedNow)
    }
  }
  for (const each of fields) removedFields(comparison, each)
  for (const each of fields) addedFields(comparison, each)
  for (const each of fields) alteredFields(comparison, each)
  for (const pair of managed) options.alteredOrder(comparison, pair)
  for (const pair of managed) addedTogether(comparison, pair, 'AlterUniqueTogether')
  if (hasIndexTogether) for (const pair of managed) addedTogether(comparison, pair, 'AlterIndexTogether')
  for (const each of indexed) indexes.addedIndexes(comparison, each)
  for (const each of constrained) constraints.addedConstraints(comparison, each)
  for (const each of constrained) constraints.alteredConstraints(comparison, each)
  for (const pair of kept) options.alteredTable(comparison, pair)
  return new Map(fields.map(({ pair, undecided }) => [pair.key, undecided]))
}

function pairs(
  { from, to }: Comparison,
  models: Models,
  isWanted: (from: Kind, to: Kind) => boolean,
): readonly Pair[] {
  return [...models.to].flatMap(([key, kind]) => {
    const old = models.from.get(key)
    return old !== undefined && isWanted(old, kind)
      ? [{ key, from: from.models.get(key)!, to: to.models.get(key)! }]
      : []
  })
}
