import { constant, isSequence, type Value } from '../../../python/value.ts'
import type { FieldState } from './field-state.ts'
import { modelKey, type ModelKey, type ModelState } from './model-state.ts'
import type { WorkingState } from './working-state.ts'

/**
 * Lets every field that points at a model, by `to` or `through`, point at its new name (`rename_model`,
 * django/db/migrations/state.py). Bases keep the old name there.
 */
export function renameModelReferences(state: WorkingState, from: ModelKey, to: ModelKey): void {
  mapFields(state, (field) => {
    if (!field.relation) return field
    const isTarget = field.relation.to === from
    const isThrough = field.relation.through === from
    if (!isTarget && !isThrough) return field
    const relation = {
      ...field.relation,
      ...(isTarget && { to, setting: undefined }),
      ...(isThrough && { through: to }),
    }
    const keywords = new Map(field.keywords)
    if (isTarget) keywords.set('to', constant(to))
    if (isThrough) keywords.set('through', constant(to))
    return { ...field, keywords, relation }
  })
}

/**
 * Lets what names a field follow its new name (`rename_field`, django/db/migrations/state.py): `from_fields` and, since
 * Django 5.2, composite primary keys of the model, `to_field` and `to_fields` of what points at it.
 */
export function renameFieldReferences(state: WorkingState, key: ModelKey, from: string, to: string): void {
  mapFields(state, (field, owner) => {
    const own = modelKey(owner.app, owner.name) === key ? ['from_fields'] : []
    const names = field.relation?.to === key ? [...own, 'to_field', 'to_fields'] : own
    const isComposite = own.length > 0 && field.classes.some((path) => path.endsWith('.CompositePrimaryKey'))
    const args = isComposite ? field.args.map((arg) => renamed(arg, from, to)) : field.args
    const changed = names.filter((name) => field.keywords.has(name))
    if (changed.length === 0 && args === field.args) return field
    const keywords = new Map(field.keywords)
    for (const name of changed) keywords.set(name, renamed(keywords.get(name)!, from, to))
    return { ...field, args, keywords }
  })
}

function renamed(value: Value, from: string, to: string): Value {
  if (value.kind === 'const') return value.value === from ? constant(to) : value
  return isSequence(value) ? { ...value, items: value.items.map((item) => renamed(item, from, to)) } : value
}

function mapFields(state: WorkingState, change: (field: FieldState, owner: ModelState) => FieldState): void {
  for (const [key, model] of state.models) {
    let fields: Map<string, FieldState> | undefined
    for (const [name, field] of model.fields) {
      const changed = change(field, model)
      if (changed === field) continue
      fields ??= new Map(model.fields)
      fields.set(name, changed)
    }
    if (fields) state.models.set(key, { ...model, fields })
  }
}
