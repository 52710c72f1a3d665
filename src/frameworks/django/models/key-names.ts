import { stringOf, truth, type UnresolvedValue } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelKey, type ModelState } from '../state/model-state.ts'
import { isTrue } from './primary-key.ts'

/**
 * The models without a `to_field` that names the primary key of the model that the relation leads to: once that is
 * there, `ForeignKey.deconstruct()` leaves it out (django/db/models/fields/related.py).
 */
export function withoutKeyNames(models: ReadonlyMap<ModelKey, ModelState>): Map<ModelKey, ModelState> {
  return new Map([...models].map(([key, model]) => [key, withoutThem(model, models)]))
}

function withoutThem(model: ModelState, models: ReadonlyMap<ModelKey, ModelState>): ModelState {
  const named = [...model.fields.values()].filter(({ keywords }) => keywords.has('to_field'))
  const changed = named.flatMap((field): FieldState | readonly [] => {
    const to = field.relation?.to
    if (to === undefined) return []
    const target = models.get(to)
    if (!target && isOfProject(to, models)) return withUnknownToField(field, to)
    return stringOf(field.keywords.get('to_field')) === keyOf(target, models) ? withoutToField(field) : []
  })
  if (changed.length === 0) return model
  const fields = new Map(model.fields)
  for (const field of changed) fields.set(field.name, field)
  return { ...model, fields }
}

/** Whether a model would be of an app of which the models are read: one that is not among them may not exist. */
function isOfProject(key: ModelKey, models: ReadonlyMap<ModelKey, ModelState>): boolean {
  const app = key.slice(0, key.indexOf('.'))
  return [...models.values()].some((model) => model.app === app)
}

/** Django leaves the `to_field` of a relation that leads to no model as it is, and refuses such a project elsewhere. */
function withUnknownToField(field: FieldState, to: ModelKey): FieldState {
  const unknown: UnresolvedValue = {
    kind: 'unresolved',
    reason: `there is no model \`${to}\``,
    expr: undefined,
    origin: field.origin,
  }
  return { ...field, keywords: new Map([...field.keywords, ['to_field', unknown]]) }
}

/**
 * Models of other packages have an `id`, but for very few, and those have no other field of that name. A proxy has the
 * key of the model that it stands for.
 */
function keyOf(model: ModelState | undefined, models: ReadonlyMap<ModelKey, ModelState>): string | undefined {
  if (!model) return 'id'
  if (isTrue(model.options.get('proxy'))) return keyOf(proxied(model, models), models)
  const isKey = ({ keywords }: FieldState) => {
    const value = keywords.get('primary_key')
    return value !== undefined && truth(value) === true
  }
  return [...model.fields.values()].find(isKey)?.name
}

/** The model among a proxy's bases; undefined where it is of another package. */
function proxied(
  { app, name, bases }: ModelState,
  models: ReadonlyMap<ModelKey, ModelState>,
): ModelState | undefined {
  const others = bases.filter((base) => base !== modelKey(app, name))
  return others.map((base) => models.get(base)).find((base) => base !== undefined)
}

function withoutToField(field: FieldState): FieldState {
  return { ...field, keywords: new Map([...field.keywords].filter(([name]) => name !== 'to_field')) }
}
