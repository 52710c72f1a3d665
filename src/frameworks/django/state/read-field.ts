import type { Origin, Value } from '../../../python/value.ts'
import type { FieldState } from './field-state.ts'
import type { ModelState } from './model-state.ts'
import { lazyField } from './lazy-field.ts'
import { namedBy } from './named-by.ts'
import { originIn } from './origin-in.ts'
import type { WorkingState } from './working-state.ts'

/** A model with a field set from its value; with a doubt where the value cannot be read as a field. */
export function readField(
  state: WorkingState,
  model: ModelState,
  name: string,
  value: Value,
  origin: Origin,
  keepsDefault = true,
): ModelState {
  const { doubts } = settled(model, name)
  const fields = new Map(model.fields)
  if (value.kind !== 'call') {
    const cause = value.kind === 'unresolved' ? value.reason : `the field \`${name}\` cannot be read`
    fields.delete(name)
    return { ...model, fields, doubts: [...doubts, { aspect: 'fields', name, cause, origin }] }
  }
  const owner = { app: model.app, name: model.name }
  const field = lazyField(name, originIn(value, origin), () => {
    const made = state.readers.field(value, name, owner, state.context)
    return keepsDefault ? made : withoutDefault(made)
  })
  const names = namedBy(value)
  if (names) state.named.set(field, names)
  fields.set(name, field)
  return { ...model, fields, doubts }
}

/** A model without doubts about a field. */
export function settled(model: ModelState, name: string): ModelState {
  const doubts = model.doubts.filter((doubt) => doubt.aspect !== 'fields' || doubt.name !== name)
  return doubts.length === model.doubts.length ? model : { ...model, doubts }
}

/** Without `preserve_default`, the default was for the rows that were there, and is not kept. */
function withoutDefault(field: FieldState): FieldState {
  if (!field.keywords.has('default')) return field
  const keywords = new Map(field.keywords)
  keywords.delete('default')
  return { ...field, keywords }
}
