import { stringOf, truth } from '../../../python/value.ts'
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
  const needless = named.filter(({ relation, keywords }) => {
    const target = relation?.to === undefined ? undefined : models.get(relation.to)
    return relation?.to !== undefined && stringOf(keywords.get('to_field')) === keyOf(target, models)
  })
  if (needless.length === 0) return model
  const fields = new Map(model.fields)
  for (const field of needless) fields.set(field.name, withoutToField(field))
  return { ...model, fields }
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
