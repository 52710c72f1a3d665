import { constant, isSequence, stringOf, truth, type Value } from '../../../python/value.ts'
import { modelGiven, nameGiven } from './given.ts'
import type { ModelState, NamedState } from './model-state.ts'
import { originIn } from './origin-in.ts'
import { withoutTogether } from './together.ts'
import type { Move, WorkingState } from './working-state.ts'

type Kind = 'index' | 'constraint'
const options = { index: 'indexes', constraint: 'constraints' } as const

/** `AddIndex`, `AddConstraint` (django/db/migrations/operations/models.py). */
export const addNamed = (kind: Kind) => (state: WorkingState, move: Move) => {
  const model = modelGiven(state, move, 'model_name')
  if (!model) return
  const { operation } = move
  const value = operation.given(kind)
  if (value?.kind !== 'call') {
    const cause = value?.kind === 'unresolved' ? value.reason : `the ${kind} cannot be read`
    state.put(doubted(model, kind, cause, move))
    return
  }
  const owner = { app: model.app, name: model.name }
  const read = {
    ...state.readers[kind](value, owner, state.context),
    origin: originIn(value, operation.origin),
  }
  add(state, move, model, kind, read)
}

/** `RemoveIndex`, `RemoveConstraint`: the state of one that is not there stays as it is; the database part fails. */
export const removeNamed = (kind: Kind) => (state: WorkingState, move: Move) => {
  const model = modelGiven(state, move, 'model_name')
  const name = model && nameGiven(state, move, 'name')
  if (!model || name === undefined) return
  if (!mustHave(state, move, model, kind, name)) return
  const left = model[options[kind]].filter((one) => one.name !== name)
  state.put({ ...model, [options[kind]]: left })
  state.trace(move, `${model.name.toLowerCase()}.${name}`, { what: 'removed' })
}

/** `AlterConstraint` (Django 5.2): in the state alone. */
export function alterConstraint(state: WorkingState, move: Move): void {
  const model = modelGiven(state, move, 'model_name')
  const name = model && nameGiven(state, move, 'name')
  const value = move.operation.given('constraint')
  if (!model || name === undefined) return
  if (value?.kind !== 'call') {
    state.put(doubted(model, 'constraint', 'the constraint cannot be read', move))
    return
  }
  const owner = { app: model.app, name: model.name }
  const read = {
    ...state.readers.constraint(value, owner, state.context),
    origin: originIn(value, move.operation.origin),
  }
  state.put({ ...model, constraints: model.constraints.map((one) => (one.name === name ? read : one)) })
}

/** `RenameIndex` (Django 4.1): by name, or out of `index_together`, which had no names. */
export function renameIndex(state: WorkingState, move: Move): void {
  const model = modelGiven(state, move, 'model_name')
  const to = model && nameGiven(state, move, 'new_name')
  if (!model || to === undefined) return
  const { given, origin } = move.operation
  const fields = given('old_fields')
  if (fields && truth(fields) !== false) {
    const made: NamedState = {
      name: to,
      path: 'django.db.models.Index',
      args: [],
      keywords: new Map<string, Value>([
        ['fields', isSequence(fields) ? { ...fields, kind: 'list' } : fields],
        ['name', constant(to)],
      ]),
      origin,
    }
    const names = isSequence(fields) ? fields.items.map((item) => stringOf(item)) : []
    const together = model.options.get('index_together')
    const changed = together
      ? new Map(model.options).set('index_together', withoutTogether(together, names))
      : model.options
    add(state, move, { ...model, options: changed }, 'index', made)
    return
  }
  const from = nameGiven(state, move, 'old_name')
  if (from === undefined || !mustHave(state, move, model, 'index', from)) return
  const indexes = model.indexes.map((one) =>
    one.name === from
      ? { ...one, name: to, keywords: new Map(one.keywords).set('name', constant(to)), origin }
      : one,
  )
  state.put({ ...model, indexes })
  const key = model.name.toLowerCase()
  state.trace(move, `${key}.${from}`, { what: 'renamed', to })
  state.trace(move, `${key}.${to}`, { what: 'made' })
}

function add(state: WorkingState, move: Move, model: ModelState, kind: Kind, made: NamedState): void {
  const all = model[options[kind]]
  const { name } = made
  if (name !== undefined && all.some((one) => one.name === name))
    state.refuse(move, {
      what: kind,
      problem: 'existing',
      takes: true,
      model: model.name,
      name,
      fails: 'database',
    })
  state.put({ ...model, [options[kind]]: [...all, made] })
  if (name !== undefined) state.trace(move, `${model.name.toLowerCase()}.${name}`, { what: 'made' })
}

/** Whether an index or constraint of a name is there; what has a name that is not known may be it. */
function mustHave(state: WorkingState, move: Move, model: ModelState, kind: Kind, name: string): boolean {
  const all = model[options[kind]]
  if (all.some((one) => one.name === name)) return true
  if (all.every((one) => one.name !== undefined))
    state.refuse(move, {
      what: kind,
      problem: 'missing',
      takes: true,
      model: model.name,
      name,
      fails: 'database',
    })
  return false
}

function doubted(model: ModelState, kind: Kind, cause: string, { operation }: Move): ModelState {
  const doubt = { aspect: 'options', name: options[kind], cause, origin: operation.origin } as const
  return { ...model, doubts: [...model.doubts, doubt] }
}
