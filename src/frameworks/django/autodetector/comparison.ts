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

/** The doubt of an app that something of its models may have been changed by, or of a model that is about `name`. */
export function doubtOf(
  state: ProjectState,
  app: string,
  model: ModelState | undefined,
  aspect: Doubt['aspect'],
  name?: string,
  isListed = false,
): Doubt | undefined {
  const isAbout = (doubt: Doubt) =>
    doubt.aspect === aspect && (doubt.name === undefined || name === undefined || doubt.name === name)
  return (
    // What a model's doubt does not name is known as far as it is listed.
    model?.doubts.find((doubt) => isAbout(doubt) && (doubt.name !== undefined || !isListed)) ??
    // An app's doubt of no model in particular is about anything of all of them.
    state.doubts
      .get(app)
      ?.find((doubt) => isAbout(doubt) || (doubt.aspect === 'existence' && doubt.name === undefined))
  )
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
