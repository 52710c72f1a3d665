import { constant, isSequence, stringOf, truth, type Origin, type Value } from '../../../python/value.ts'
import type { Doubt } from './doubt.ts'
import type { ModelState } from './model-state.ts'
import { modelGiven } from './given.ts'
import { originIn } from './origin-in.ts'
import { normalizeTogether } from './together.ts'
import type { Move, WorkingState } from './working-state.ts'

/** The options that `AlterModelOptions` takes away where it does not give them (`ALTER_OPTION_KEYS`, 3.2 to 6.0). */
export const alterOptionKeys: readonly string[] = [
  'base_manager_name',
  'default_manager_name',
  'default_related_name',
  'get_latest_by',
  'managed',
  'ordering',
  'permissions',
  'default_permissions',
  'select_on_save',
  'verbose_name',
  'verbose_name_plural',
]

/** Operations that set one option, by the argument that holds its value. */
const single: Readonly<Record<string, { readonly argument: string; readonly option: string }>> = {
  AlterModelTable: { argument: 'table', option: 'db_table' },
  AlterModelTableComment: { argument: 'table_comment', option: 'db_table_comment' },
  AlterUniqueTogether: { argument: 'unique_together', option: 'unique_together' },
  AlterIndexTogether: { argument: 'index_together', option: 'index_together' },
  AlterOrderWithRespectTo: { argument: 'order_with_respect_to', option: 'order_with_respect_to' },
}

/** `AlterModelTable`, `AlterUniqueTogether` and the like: each sets one option. */
export function alterOption(state: WorkingState, move: Move): void {
  const model = modelGiven(state, move, 'name')
  const { argument, option } = single[move.operation.name]!
  const { origin } = move.operation
  if (model)
    state.put(setOption(state, model, option, move.operation.given(argument) ?? constant(null), origin))
}

/** `AlterModelOptions`: sets what it gives and takes away the rest of `ALTER_OPTION_KEYS`. */
export function alterOptions(state: WorkingState, move: Move): void {
  const model = modelGiven(state, move, 'name')
  if (!model) return
  const { origin } = move.operation
  const value = move.operation.given('options')
  const options = new Map(model.options)
  const optionOrigins = new Map(model.optionOrigins)
  for (const key of alterOptionKeys) if (options.delete(key)) optionOrigins.set(key, origin)
  const doubts = model.doubts.filter(
    ({ aspect, name }) => aspect !== 'options' || name === undefined || !alterOptionKeys.includes(name),
  )
  state.put(setOptions(state, { ...model, options, optionOrigins, doubts }, value, origin))
}

/** A model with the options of a dict put over its own; a doubt for what of the dict cannot be read. */
export function setOptions(
  state: WorkingState,
  model: ModelState,
  value: Value | undefined,
  origin: Origin,
): ModelState {
  if (!value || truth(value) === false) return model
  const doubt = (cause: string): Doubt => ({ aspect: 'options', cause, origin })
  if (value.kind !== 'dict')
    return { ...model, doubts: [...model.doubts, doubt('the options of the model cannot be read')] }
  let made = model
  for (const { key, value: option } of value.entries) {
    const name = stringOf(key)
    if (name !== undefined) made = setOption(state, made, name, option, origin)
    else made = { ...made, doubts: [...made.doubts, doubt('an option of the model cannot be read')] }
  }
  return made
}

function setOption(
  state: WorkingState,
  model: ModelState,
  name: string,
  value: Value,
  origin: Origin,
): ModelState {
  if (name === 'indexes' || name === 'constraints') return setNamed(state, model, name, value, origin)
  // An operation leaves what is empty as it is (`AlterTogetherOptionOperation`).
  const isTogether = (name === 'unique_together' || name === 'index_together') && truth(value) !== false
  return {
    ...model,
    options: new Map(model.options).set(name, isTogether ? normalizeTogether(value) : value),
    optionOrigins: new Map(model.optionOrigins).set(name, origin),
    doubts: model.doubts.filter((doubt) => doubt.aspect !== 'options' || doubt.name !== name),
  }
}

function setNamed(
  state: WorkingState,
  model: ModelState,
  option: 'indexes' | 'constraints',
  value: Value,
  origin: Origin,
): ModelState {
  const owner = { app: model.app, name: model.name }
  const read = option === 'indexes' ? state.readers.index : state.readers.constraint
  const items = isSequence(value) ? value.items : truth(value) === false ? [] : [value]
  const known = items.filter(({ kind }) => kind === 'call')
  const doubts = items
    .filter(({ kind }) => kind !== 'call')
    .map((item): Doubt => {
      const cause = item.kind === 'unresolved' ? item.reason : `one of the ${option} cannot be read`
      return { aspect: 'options', name: option, cause, origin }
    })
  const named = known.map((item) => ({ ...read(item, owner, state.context), origin: originIn(item, origin) }))
  return { ...model, [option]: named, doubts: [...model.doubts, ...doubts] }
}
