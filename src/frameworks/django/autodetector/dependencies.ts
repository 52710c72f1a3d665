import { truth } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelKey, ModelState, ProjectState } from '../state/model-state.ts'
import { splitKey } from './comparison.ts'
import { isTogether, type Dependency, type Operation } from './operation.ts'

/** Whether an operation does what a dependency waits for (`MigrationAutodetector.check_dependency`). */
export function satisfies(operation: Operation, { type, model, field }: Dependency): boolean {
  if (operation.model.toLowerCase() !== model) return false
  const isField = 'name' in operation && operation.name?.toLowerCase() === field?.toLowerCase()
  switch (type) {
    case 'create':
      if (operation.operation === 'CreateModel') return field === undefined || operation.fields.has(field)
      return field !== undefined && operation.operation === 'AddField' && isField
    case 'remove':
      if (field === undefined) return operation.operation === 'DeleteModel'
      return operation.operation === 'RemoveField' && isField
    case 'alter':
      return operation.operation === 'AlterField' && isField
    case 'unset order_with_respect_to':
      return operation.operation === 'AlterOrderWithRespectTo' && operation.field !== field
    case 'alter together':
      return isTogether(operation)
    case 'remove index or constraint':
      return operation.operation === 'RemoveIndex' || operation.operation === 'RemoveConstraint'
  }
}

/** A model, as what has to be there. */
export function created(key: ModelKey, field?: string): Dependency {
  const [app, model] = splitKey(key)
  return field === undefined ? { type: 'create', app, model } : { type: 'create', app, model, field }
}

/** The models that a relation leads to and by way of (`_get_dependencies_for_foreign_key`). */
export function relatedModels({ relation }: FieldState): readonly Dependency[] {
  if (!relation) return []
  const target =
    relation.to === undefined
      ? []
      : [{ ...created(relation.to), ...(relation.setting !== undefined && { setting: relation.setting }) }]
  return relation.through === undefined ? target : [...target, created(relation.through)]
}

/** Those of all relations of a model. */
export function modelDependencies(model: ModelState): readonly Dependency[] {
  return [...model.fields.values()].flatMap(relatedModels)
}

/** The bases of a new model, and what they have to give up for it (`generate_created_models`). */
export function baseDependencies(
  from: ProjectState,
  to: ProjectState,
  model: ModelState,
): readonly Dependency[] {
  return model.bases.filter(isModelKey).flatMap((base) => {
    const dependency = created(base)
    const [old, now] = [from.models.get(base), to.models.get(base)]
    const removed = old && now ? [...old.fields.keys()].filter((name) => !now.fields.has(name)) : []
    return [
      dependency,
      ...removed
        .filter((name) => model.fields.has(name))
        .map((field): Dependency => ({ ...dependency, type: 'remove', field })),
    ]
  })
}

/** Bases are models, as `app.model`, or dotted paths of classes, which are longer or not of one's own models. */
export function isModelKey(base: string): boolean {
  return base.split('.').length === 2 && base === base.toLowerCase()
}

/** The fields of a state that lead to a model, or by way of it; what leads to a proxy leads to its model (`ProjectState.relations`). */
export function* incoming(
  state: ProjectState,
  key: ModelKey,
): Generator<{ readonly model: ModelState; readonly field: FieldState }> {
  const target = concrete(state, key)
  const leads = (to: ModelKey | undefined) => to !== undefined && concrete(state, to) === target
  for (const model of state.models.values()) {
    for (const field of model.fields.values()) {
      if (leads(field.relation?.to) || leads(field.relation?.through)) yield { model, field }
    }
  }
}

/** The model that a proxy stands for, in the end. */
function concrete(state: ProjectState, key: ModelKey): ModelKey {
  const seen = new Set<ModelKey>()
  for (let at = key; !seen.has(at);) {
    seen.add(at)
    const model = state.models.get(at)
    const proxy = model?.options.get('proxy')
    const base = model?.bases.find(isModelKey)
    if (base === undefined || proxy === undefined || truth(proxy) !== true) return at
    at = base
  }
  return key
}
