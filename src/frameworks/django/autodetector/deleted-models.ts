import type { ModelKey } from '../state/model-state.ts'
import type { Comparison, Models } from './comparison.ts'
import { incoming } from './dependencies.ts'
import { togetherOption } from './option-values.ts'
import type { Dependency, Report, TogetherOption } from './operation.ts'
import { isAtLeast } from '../values/conditions.ts'

/** `generate_deleted_models`: first what leads to other models, then each model. */
export function deletedModels(comparison: Comparison, models: Models): void {
  const staysThere = (key: ModelKey) => ['managed', 'unmanaged'].includes(models.to.get(key) ?? '')
  for (const kind of ['managed', 'unmanaged']) {
    for (const [key, its] of models.from) if (its === kind && !staysThere(key)) deletedModel(comparison, key)
  }
}

function deletedModel(comparison: Comparison, key: ModelKey): void {
  const model = comparison.from.models.get(key)!
  const { app, name } = model
  const lower = name.toLowerCase()
  const report: Report = { declared: name, from: model.origin, to: undefined }
  const of = { app, model: lower, dependencies: [], report }
  const has = (option: TogetherOption) => togetherOption(model, option)?.length
  if (has('unique_together')) comparison.add({ ...of, operation: 'AlterUniqueTogether', value: undefined })
  if (has('index_together') && !isAtLeast(comparison.context.version, [5, 1])) {
    comparison.add({ ...of, operation: 'AlterIndexTogether', value: undefined })
  }
  // Django 6.0 takes indexes and constraints away before the fields that they are about.
  const isPieceByPiece = isAtLeast(comparison.context.version, [6, 0])
  if (isPieceByPiece) {
    for (const { name } of model.indexes) comparison.add({ ...of, operation: 'RemoveIndex', name })
    for (const { name } of model.constraints) comparison.add({ ...of, operation: 'RemoveConstraint', name })
  }
  const related = [...model.fields]
    .filter(([, { relation }]) => relation)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [field, { origin }] of related) {
    comparison.add({
      ...of,
      operation: 'RemoveField',
      name: field,
      dependencies: isPieceByPiece ? [{ type: 'remove index or constraint', app, model: lower, field }] : [],
      report: { ...report, from: origin },
    })
  }
  const dependencies: Dependency[] = [...incoming(comparison.from, key)].flatMap(({ model, field }) => {
    const at = { app: model.app, model: model.name.toLowerCase(), field: field.name }
    const isRemoved: Dependency = { type: 'remove', ...at }
    return field.relation?.kind === 'ManyToManyField' ? [isRemoved] : [isRemoved, { type: 'alter', ...at }]
  })
  for (const [field] of related) dependencies.push({ type: 'remove', app, model: lower, field })
  comparison.add({ ...of, operation: 'DeleteModel', model: name, dependencies })
}
