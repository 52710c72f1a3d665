import type { DjangoVersion } from '../context.ts'
import { isAtLeast } from '../values/conditions.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelKey, type ProjectState } from '../state/model-state.ts'
import type { Comparison, Models } from './comparison.ts'
import { asCompared, isPrimaryKey } from './bound.ts'
import { compareFields } from './compare-field.ts'
import { baseDependencies, created, incoming, isModelKey, relatedModels } from './dependencies.ts'
import { stringOption, togetherOption } from './option-values.ts'
import type { Report } from './operation.ts'
import { swappableFirst } from './swappable.ts'
import { truth } from '../../../python/value.ts'

/** Options that come after all fields, by operations of their own. Django 5.1 knows nothing of `index_together` any more. */
function deferredOptions(version: DjangoVersion): readonly string[] {
  const always = ['unique_together', 'order_with_respect_to']
  return isAtLeast(version, [5, 1]) ? always : [...always, 'index_together']
}

/** `generate_created_models`: each new model, then what needs other models or all of its fields. */
export function createdModels(comparison: Comparison, models: Models): void {
  const wasThere = (key: ModelKey) => ['managed', 'unmanaged'].includes(models.from.get(key) ?? '')
  for (const kind of ['managed', 'unmanaged'] as const) {
    const added = [...models.to].filter(([key, its]) => its === kind && !wasThere(key)).map(([key]) => key)
    for (const key of swappableFirst(comparison, added)) createdModel(comparison, key, kind, models)
  }
}

function createdModel(
  comparison: Comparison,
  key: ModelKey,
  kind: 'managed' | 'unmanaged',
  models: Models,
): void {
  const model = comparison.to.models.get(key)!
  const { app, name } = model
  const lower = name.toLowerCase()
  const deferred = deferredOptions(comparison.context.version)
  const related = new Map([...model.fields].filter(([, field]) => isDeferred(field)).sort(byName))
  const options = new Map([...model.options].filter(([option]) => !deferred.includes(option)))
  const report: Report = { declared: name, from: undefined, to: model.origin }
  comparison.add(
    {
      operation: 'CreateModel',
      app,
      model: name,
      fields: new Map([...model.fields].filter(([field]) => !related.has(field))),
      options,
      bases: model.bases,
      managers: model.managers,
      dependencies: [
        { type: 'remove', app, model: lower },
        ...baseDependencies(comparison.from, comparison.to, model),
        ...[...model.fields.values()].filter(isPrimaryKey).flatMap(relatedModels),
      ],
      report,
    },
    'first',
  )
  if (kind === 'unmanaged') return
  const itself = created(key)
  for (const [fieldName, field] of related) {
    comparison.add({
      operation: 'AddField',
      app,
      model: lower,
      name: fieldName,
      field,
      dependencies: [...relatedModels(field), itself],
      report: { ...report, to: field.origin },
    })
  }
  const order = stringOption(model, 'order_with_respect_to')
  if (order !== undefined) {
    const dependencies = [created(key, order), itself]
    comparison.add({
      operation: 'AlterOrderWithRespectTo',
      app,
      model: lower,
      field: order,
      dependencies,
      report,
    })
  }
  const dependencies = [...[...related.keys()].map((field) => created(key, field)), itself]
  const of = { app, model: lower, dependencies, report }
  for (const index of model.indexes) comparison.add({ ...of, operation: 'AddIndex', name: index.name, index })
  for (const index of model.constraints) {
    comparison.add({ ...of, operation: 'AddConstraint', name: index.name, index })
  }
  const unique = togetherOption(model, 'unique_together')
  if (unique?.length) comparison.add({ ...of, operation: 'AlterUniqueTogether', value: unique })
  const indexed = deferred.includes('index_together') ? togetherOption(model, 'index_together') : undefined
  if (indexed?.length) comparison.add({ ...of, operation: 'AlterIndexTogether', value: indexed })
  if (models.from.get(key) === 'proxy') relationsOfFormerProxy(comparison, key)
}

/**
 * What leads to a model that was a proxy has to lead to the table that it has now. Before Django 4.0 also what leads to
 * its parents (`Options.related_objects`).
 */
function relationsOfFormerProxy(comparison: Comparison, key: ModelKey): void {
  const isOld = !isAtLeast(comparison.context.version, [4, 0])
  const parents = isOld ? [...ancestorsOf(comparison.to, key)] : []
  const inherited = parents
    .flatMap((parent) => [...incoming(comparison.to, parent)])
    .filter(({ field }) => !isParentLink(field))
  const { from, to, context } = comparison
  for (const { model, field } of [...incoming(to, key), ...inherited]) {
    const was = from.models.get(modelKey(model.app, model.name))
    const old = was && asCompared(was, from, context.version).fields.get(field.name)
    const now = asCompared(model, to, context.version).fields.get(field.name)!
    comparison.add({
      operation: 'AlterField',
      app: model.app,
      model: model.name,
      name: field.name,
      field,
      dependencies: [created(key)],
      report: {
        declared: model.name,
        from: old?.origin,
        to: field.origin,
        ...(old && { changes: compareFields(old, now, context.version).changes }),
      },
    })
  }
}

/** The models that a model inherits from, nearest first. */
function* ancestorsOf(state: ProjectState, key: ModelKey): Generator<ModelKey> {
  for (const base of state.models.get(key)?.bases.filter(isModelKey) ?? []) {
    yield base
    yield* ancestorsOf(state, base)
  }
}

/** What leads to another model is added once both are there; a primary key has to be there from the start. */
function isDeferred(field: FieldState): boolean {
  if (!field.relation) return false
  return field.relation.through !== undefined || !(isPrimaryKey(field) || isParentLink(field))
}

function isParentLink({ keywords }: FieldState): boolean {
  const value = keywords.get('parent_link')
  return value !== undefined && truth(value) === true
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)
