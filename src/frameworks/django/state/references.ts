import { constant, isSequence, type Value } from '../../../python/value.ts'
import type { FieldState } from './field-state.ts'
import { modelKey, type ModelKey, type ModelState } from './model-state.ts'
import type { Named } from './named-by.ts'
import type { WorkingState } from './working-state.ts'

/**
 * Lets every field that points at a model, by `to` or `through`, point at its new name (`rename_model`,
 * django/db/migrations/state.py). Bases keep the old name there.
 */
export function renameModelReferences(state: WorkingState, from: ModelKey, to: ModelKey): void {
  const isUser = to === state.context.authUserModel?.toLowerCase()
  mapFields(state, ['nothing'], (field) => {
    if (!field.relation) return field
    const isTarget = field.relation.to === from
    const isThrough = field.relation.through === from
    if (!isTarget && !isThrough) return field
    const relation = {
      ...field.relation,
      ...(isTarget && { to, setting: isUser ? 'AUTH_USER_MODEL' : undefined }),
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
  mapFields(state, ['nothing', 'a model'], (field, owner) => {
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

/** @param untouched what fields name that cannot be concerned */
function mapFields(
  state: WorkingState,
  untouched: readonly Named[],
  change: (field: FieldState, owner: ModelState) => FieldState,
): void {
  for (const [key, model] of state.models) {
    let fields: Map<string, FieldState> | undefined
    for (const [name, named] of namingFields(state, model)) {
      if (named !== undefined && untouched.includes(named)) continue
      const field = model.fields.get(name)!
      const changed = change(field, model)
      if (changed === field) continue
      fields ??= new Map(model.fields)
      fields.set(name, changed)
      if (named !== undefined) state.named.set(changed, named)
    }
    if (fields) state.models.set(key, { ...model, fields })
  }
}

/** The fields of a model that may name something else, and what. */
function namingFields(
  { named, naming }: WorkingState,
  { fields }: ModelState,
): readonly (readonly [string, Named | undefined])[] {
  let found = naming.get(fields)
  if (!found) {
    found = [...fields]
      .map(([name, field]) => [name, named.get(field)] as const)
      .filter(([, names]) => names !== 'nothing')
    naming.set(fields, found)
  }
  return found
}
