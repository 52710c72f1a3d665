import { stringOf } from '../../../python/value.ts'
import { modelKey, type ModelState } from './model-state.ts'
import type { Move, WorkingState } from './working-state.ts'

/** A name that an operation gives; undefined, and a doubt about the app, where it cannot be read. */
export function nameGiven(
  state: WorkingState,
  { app, operation }: Move,
  argument: string,
): string | undefined {
  const name = stringOf(operation.given(argument))
  if (name === undefined)
    state.doubtApp(app, `the \`${argument}\` of \`${operation.shownName}\` cannot be read`, operation.origin)
  return name
}

/** The model that an operation names; undefined, with a note of why, where the state has none. */
export function modelGiven(
  state: WorkingState,
  move: Move,
  argument: string,
  takes?: 'takes',
): ModelState | undefined {
  const name = nameGiven(state, move, argument)
  const model = name === undefined ? undefined : state.models.get(modelKey(move.app, name))
  if (name !== undefined && !model)
    state.refuse(move, {
      what: 'model',
      problem: 'missing',
      takes: takes !== undefined,
      model: name,
      name: undefined,
      fails: 'state',
    })
  return model
}
