import type { Origin, Value } from '../../../python/value.ts'
import type { ModelState } from './model-state.ts'
import { originIn } from './origin-in.ts'
import type { WorkingState } from './working-state.ts'

/** A model with a field set from its value; with a doubt where the value cannot be read as a field. */
export function readField(
  state: WorkingState,
  model: ModelState,
  name: string,
  value: Value,
  origin: Origin,
): ModelState {
  const { doubts } = settled(model, name)
  const fields = new Map(model.fields)
  if (value.kind !== 'call') {
    const cause = value.kind === 'unresolved' ? value.reason : `the field \`${name}\` cannot be read`
    fields.delete(name)
    return { ...model, fields, doubts: [...doubts, { aspect: 'fields', name, cause, origin }] }
  }
  const owner = { app: model.app, name: model.name }
  const field = state.readers.field(value, name, owner, state.context)
  fields.set(name, { ...field, origin: originIn(value, origin) })
  return { ...model, fields, doubts }
}

/** A model without doubts about a field. */
export function settled(model: ModelState, name: string): ModelState {
  const doubts = model.doubts.filter((doubt) => doubt.aspect !== 'fields' || doubt.name !== name)
  return doubts.length === model.doubts.length ? model : { ...model, doubts }
}
