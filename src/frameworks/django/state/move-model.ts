import { isRest, isSequence, stringOf, truth, type Origin, type Value } from '../../../python/value.ts'
import { basesOf } from './bases.ts'
import { modelGiven, nameGiven } from './given.ts'
import type { Doubt } from './doubt.ts'
import { readField } from './read-field.ts'
import { modelKey, type ManagerState, type ModelState } from './model-state.ts'
import { setOptions } from './options.ts'
import { renameModelReferences } from './references.ts'
import { hasOwnTable, type Move, type WorkingState } from './working-state.ts'

/** `CreateModel` (django/db/migrations/operations/models.py): a model that is there already is replaced in the state. */
export function createModel(state: WorkingState, move: Move): void {
  const { app, operation } = move
  const { origin } = operation
  const name = nameGiven(state, move, 'name')
  if (name === undefined) return
  const there = state.models.get(modelKey(app, name))
  const { bases, doubts } = basesOf(operation.given('bases'), origin, state.context)
  const made: ModelState = {
    app,
    name,
    fields: new Map(),
    options: new Map(),
    indexes: [],
    constraints: [],
    bases,
    managers: [],
    doubts,
    origin,
    optionOrigins: new Map(),
  }
  const withOptions = setOptions(state, made, operation.given('options'), origin)
  const { fields, doubts: fieldDoubts } = fieldsOf(state, withOptions, operation.given('fields'), origin)
  const managed = managersOf(state, operation.given('managers'), origin)
  const model = {
    ...withOptions,
    fields,
    managers: managed.managers,
    doubts: [...withOptions.doubts, ...fieldDoubts, ...managed.doubts],
  }
  if (there && hasOwnTable(there) && hasOwnTable(model) && hasSameTable(there, model))
    state.refuse(move, {
      what: 'model',
      problem: 'existing',
      takes: true,
      model: name,
      name: undefined,
      fails: 'database',
    })
  state.put(model)
  const key = name.toLowerCase()
  const named = [...model.indexes, ...model.constraints].flatMap((one) => one.name ?? [])
  for (const part of [...model.fields.keys(), ...named]) state.trace(move, `${key}.${part}`, { what: 'made' })
  state.trace(move, key, { what: 'made' })
}

/** `DeleteModel` (django/db/migrations/operations/models.py). */
export function deleteModel(state: WorkingState, move: Move): void {
  const model = modelGiven(state, move, 'name', 'takes')
  if (!model) return
  state.models.delete(modelKey(model.app, model.name))
  state.trace(move, model.name.toLowerCase(), { what: 'removed' })
}

/** `RenameModel`: what points at the model follows it, its children's bases do not (`rename_model`, state.py). */
export function renameModel(state: WorkingState, move: Move): void {
  const { app, operation } = move
  const to = nameGiven(state, move, 'new_name')
  if (to === undefined) return
  const model = modelGiven(state, move, 'old_name', 'takes')
  if (!model) return
  const [from, key] = [modelKey(app, model.name), modelKey(app, to)]
  if (from === key) {
    // `rename_model` adds the new name and deletes the old one: nothing is left of the model.
    state.doubtApp(
      app,
      '`RenameModel` changes nothing but letter case, which Django does not carry out',
      operation.origin,
    )
    return
  }
  const there = state.models.get(key)
  if (
    there &&
    hasOwnTable(there) &&
    hasOwnTable(model) &&
    hasSameTable(there, model) &&
    !model.options.has('db_table')
  )
    state.refuse(move, {
      what: 'model',
      problem: 'existing',
      takes: true,
      model: to,
      name: undefined,
      fails: 'database',
    })
  state.put({ ...model, name: to })
  renameModelReferences(state, from, key)
  state.models.delete(from)
  state.trace(move, model.name.toLowerCase(), { what: 'renamed', to })
  state.trace(move, to.toLowerCase(), { what: 'made' })
}

/** `AlterModelManagers`. */
export function alterManagers(state: WorkingState, move: Move): void {
  const model = modelGiven(state, move, 'name')
  if (!model) return
  const { managers, doubts } = managersOf(state, move.operation.given('managers'), move.operation.origin)
  const others = model.doubts.filter(({ aspect }) => aspect !== 'managers')
  state.put({ ...model, managers, doubts: [...others, ...doubts] })
}

/** Whether two models of one name have one table: both the name that Django gives it, or both the same one of their own. */
function hasSameTable(a: ModelState, b: ModelState): boolean {
  const [one, other] = [a.options.get('db_table'), b.options.get('db_table')]
  if (!one && !other) return true
  return stringOf(one) !== undefined && stringOf(one) === stringOf(other)
}

function fieldsOf(state: WorkingState, model: ModelState, value: Value | undefined, origin: Origin) {
  let made: ModelState = model
  const unknown = (cause: string): Doubt => ({ aspect: 'fields', cause, origin })
  const doubts: Doubt[] = []
  if (!isSequence(value)) doubts.push(unknown('the list of fields cannot be read'))
  for (const item of isSequence(value) ? value.items : []) {
    const [first, field] = isSequence(item) && item.items.length === 2 ? item.items : []
    const name = stringOf(first)
    if (name === undefined || !field)
      doubts.push(unknown(item.kind === 'unresolved' ? item.reason : 'a field of the list cannot be read'))
    else made = readField(state, made, name, field, origin)
  }
  return { fields: made.fields, doubts: [...made.doubts.slice(model.doubts.length), ...doubts] }
}

function managersOf(state: WorkingState, value: Value | undefined, origin: Origin) {
  const managers: ManagerState[] = []
  const doubts: Doubt[] = []
  const isNone = !value || truth(value) === false
  if (!isNone && !isSequence(value))
    doubts.push({ aspect: 'managers', cause: 'the list of managers cannot be read', origin })
  for (const item of !isNone && isSequence(value) ? value.items : []) {
    const [first, manager] = isSequence(item) && item.items.length === 2 ? item.items : []
    const name = stringOf(first)
    if (name === undefined || !manager || isRest(item))
      doubts.push({ aspect: 'managers', cause: 'a manager of the list cannot be read', origin })
    else managers.push(state.readers.manager(manager, name, state.context))
  }
  return { managers, doubts }
}
