import { constant, stringOf, truth } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ModelState, ProjectState } from '../state/model-state.ts'
import { filled } from '../fields/relation.ts'
import { isAtLeast } from '../values/conditions.ts'

/**
 * A model with its fields as they are compared: since Django 4.0 as they are declared, before that as part of a model
 * that is made, which sets `serialize` of primary keys (`Options.setup_pk`), knows that a relation leads to the
 * primary key (`ForeignKey.deconstruct`), and gives a relation the model's `default_related_name`
 * (`RelatedField.contribute_to_class`).
 */
export function asCompared(model: ModelState, state: ProjectState, version: DjangoVersion): ModelState {
  if (isAtLeast(version, [4, 0])) return model
  return {
    ...model,
    fields: new Map([...model.fields].map(([name, field]) => [name, bound(field, model, state)])),
  }
}

/** One field of a model that way. */
export function bound(field: FieldState, model: ModelState, state: ProjectState): FieldState {
  const keywords = new Map(field.keywords)
  // Where a model has two, as after `add_to_class()`, the first one is the key.
  const isKey = field === [...model.fields.values()].find(isPrimaryKey)
  if (isKey) keywords.set('serialize', constant(false))
  const target = field.relation?.to === undefined ? undefined : state.models.get(field.relation.to)
  const key = target && [...target.fields.values()].find(isPrimaryKey)
  if (key && stringOf(keywords.get('to_field')) === key.name) keywords.delete('to_field')
  const backwards = stringOf(model.options.get('default_related_name'))
  if (field.relation && backwards !== undefined && !keywords.has('related_name'))
    keywords.set('related_name', constant(filled(backwards, model.app, model.name)))
  return { ...field, keywords }
}

export function isPrimaryKey({ keywords }: FieldState): boolean {
  const value = keywords.get('primary_key')
  return value !== undefined && truth(value) === true
}
