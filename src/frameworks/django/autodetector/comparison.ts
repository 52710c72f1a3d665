import type { Origin } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { Doubt } from '../state/doubt.ts'
import type { ModelKey, ModelState, ProjectState } from '../state/model-state.ts'
import type { Undetected } from './change.ts'
import type { Operation } from './operation.ts'

/** A model that both sides have. */
export interface Pair {
  readonly key: ModelKey
  readonly from: ModelState
  readonly to: ModelState
}

/** How a model is kept: its fields and indexes are compared only where it is `managed`. */
export type Kind = 'managed' | 'proxy' | 'unmanaged'

/** The models of each kind, by key in Django's order. */
export interface Models {
  readonly from: ReadonlyMap<ModelKey, Kind>
  readonly to: ReadonlyMap<ModelKey, Kind>
}

/** Two states under comparison, and what has come of it so far: each step adds to it. */
export class Comparison {
  readonly from: ProjectState
  readonly to: ProjectState
  readonly context: DjangoContext
  /** Labels of the apps that are compared; models of others only have relations lead to them. */
  readonly apps: ReadonlySet<string>
  /** In the order in which they are found; see `sortOperations` and `splitIntoMigrations` for what becomes of it. */
  readonly operations = new Map<string, Operation[]>()
  readonly #undetected = new Map<string, Undetected>()

  constructor(from: ProjectState, to: ProjectState, context: DjangoContext, apps: ReadonlySet<string>) {
    this.from = from
    this.to = to
    this.context = context
    this.apps = apps
  }

  add(operation: Operation, position: 'first' | 'last' = 'last'): void {
    const operations = this.operations.get(operation.app) ?? []
    if (position === 'first') operations.unshift(operation)
    else operations.push(operation)
    this.operations.set(operation.app, operations)
  }

  /** What of a model, or of one field, index or option of it, is not known. Told twice, it stands once. */
  doubt(
    model: { readonly app: string; readonly name: string },
    name: string | undefined,
    doubt: Doubt,
  ): void {
    const { origin, cause } = doubt
    const id = [model.app, model.name, name, cause, origin.path, origin.start].join('\0')
    this.#undetected.set(id, { app: model.app, model: model.name, name, doubt })
  }

  get undetected(): readonly Undetected[] {
    return [...this.#undetected.values()]
  }
}

/** The doubt that a field, an option or the managers of a model, as one side has it, may be covered by. */
export function doubtOf(
  model: ModelState,
  aspect: Doubt['aspect'],
  name?: string,
  isListed = false,
): Doubt | undefined {
  return model.doubts.find((doubt) => {
    if (doubt.aspect !== aspect) return false
    // What no doubt names is known as far as it is listed.
    return doubt.name === undefined ? !isListed : name === undefined || doubt.name === name
  })
}

/** The doubt that a whole model may be covered by: whether it is there, or whether all of it is otherwise. */
export function modelDoubt(state: ProjectState, key: ModelKey): Doubt | undefined {
  const [app, name] = splitKey(key)
  return (
    state.models.get(key)?.doubts.find(({ aspect }) => aspect === 'existence') ??
    state.doubts.get(app)?.find((doubt) => doubt.name === undefined || doubt.name === name)
  )
}

/** The app's label and the model's name in lower case. */
export function splitKey(key: ModelKey): readonly [app: string, model: string] {
  const dot = key.indexOf('.')
  return [key.slice(0, dot), key.slice(dot + 1)]
}

/** The doubt that a value cannot be told from another one. */
export function valueDoubt(
  aspect: Doubt['aspect'],
  name: string | undefined,
  cause: string,
  origin: Origin,
): Doubt {
  return { aspect, ...(name !== undefined && { name }), cause, origin }
}
