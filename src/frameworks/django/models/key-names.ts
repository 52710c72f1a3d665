import { stringOf, truth } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelKey, ModelState } from '../state/model-state.ts'

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
    return relation?.to !== undefined && stringOf(keywords.get('to_field')) === keyOf(target)
  })
  if (needless.length === 0) return model
  const fields = new Map(model.fields)
  for (const field of needless) fields.set(field.name, withoutToField(field))
  return { ...model, fields }
}

/** Models of other packages have an `id`, but for very few, and those have no other field of that name. */
function keyOf(model: ModelState | undefined): string | undefined {
  if (!model) return 'id'
  const isKey = ({ keywords }: FieldState) => {
    const value = keywords.get('primary_key')
    return value !== undefined && truth(value) === true
  }
  return [...model.fields.values()].find(isKey)?.name
}

function withoutToField(field: FieldState): FieldState {
  return { ...field, keywords: new Map([...field.keywords].filter(([name]) => name !== 'to_field')) }
}
