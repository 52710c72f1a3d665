import type { MigrationId } from '../../../model/migration.ts'
import type { Origin } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { Doubt } from './doubt.ts'
import type { InvalidStep, Trace } from './invalid-step.ts'
import { modelKey, type ModelKey, type ModelState, type ProjectState } from './model-state.ts'
import type { StateReaders } from './readers.ts'
import type { StateOperation } from './state-operation.ts'

/** An operation at its place in the plan. */
export interface Move {
  readonly operation: StateOperation
  readonly app: string
  readonly migration: MigrationId
  /** Whether the database is left to something else: `state_operations`. */
  readonly isStateOnly: boolean
}

/** The state while the operations of a plan are applied to it. Models are replaced, never changed. */
export class WorkingState {
  readonly models: Map<ModelKey, ModelState>
  readonly doubts: Map<string, readonly Doubt[]>
  readonly invalid: InvalidStep[] = []
  readonly context: DjangoContext
  readonly readers: StateReaders
  /** What was taken away, or brought, by `app.model`, `app.model.field`, …: the last time. */
  readonly #traces = new Map<string, Trace>()

  constructor(
    context: DjangoContext,
    readers: StateReaders,
    { models, doubts }: ProjectState = { models: new Map(), doubts: new Map() },
  ) {
    this.context = context
    this.readers = readers
    this.models = new Map(models)
    this.doubts = new Map(doubts)
  }

  snapshot(): ProjectState {
    return { models: new Map(this.models), doubts: new Map(this.doubts) }
  }

  put(model: ModelState): void {
    this.models.set(modelKey(model.app, model.name), model)
  }

  doubtApp(app: string, cause: string, origin: Origin, remedy?: string): void {
    const doubt: Doubt = { aspect: 'existence', cause, origin, ...(remedy !== undefined && { remedy }) }
    this.doubts.set(app, [...(this.doubts.get(app) ?? []), doubt])
  }

  trace(
    { app, migration, operation: { origin } }: Move,
    name: string,
    trace: Pick<Trace, 'what' | 'to'>,
  ): void {
    this.#traces.set(`${app}.${name}`, { ...trace, migration, origin })
  }

  /** Notes an operation that cannot be applied, unless a doubt covers what it is about. */
  refuse(
    { app, migration, operation, isStateOnly }: Move,
    step: Pick<InvalidStep, 'what' | 'problem' | 'takes' | 'model' | 'name' | 'fails'>,
  ): void {
    const key = step.what === 'model' ? step.model.toLowerCase() : `${step.model.toLowerCase()}.${step.name}`
    const model = this.models.get(modelKey(app, step.model))
    const isDoubted = this.doubts.has(app) || (model && doubtsOf(model, step))
    const isLeftToOthers = step.fails === 'database' && (isStateOnly || (model && !hasOwnTable(model)))
    if (!isDoubted && !isLeftToOthers) {
      const cause = this.#traces.get(`${app}.${key}`)
      const { shownName, origin } = operation
      this.invalid.push({ ...step, migration, app, operation: shownName, origin, cause })
    }
    // Django gets no further: what the rest would make of the app is not known.
    if (step.fails === 'state')
      this.doubtApp(
        app,
        `\`${operation.shownName}\` cannot be applied to the state before it`,
        operation.origin,
      )
  }
}

function doubtsOf(model: ModelState, { what, name }: Pick<InvalidStep, 'what' | 'name'>): boolean {
  const aspect = what === 'field' ? 'fields' : 'options'
  return model.doubts.some(
    (doubt) =>
      doubt.aspect === 'existence' ||
      (doubt.aspect === aspect && (doubt.name === undefined || doubt.name === name || aspect === 'options')),
  )
}

/** Whether the operations of a model surely reach a database (`Options.can_migrate`, django/db/models/options.py). */
export function hasOwnTable({ options, doubts }: ModelState): boolean {
  if (doubts.some(({ aspect }) => aspect === 'options')) return false
  const says = (key: string, expected: boolean) => {
    const value = options.get(key)
    return value === undefined ? !expected : value.kind === 'const' && value.value === expected
  }
  return (
    says('proxy', false) && !options.has('swappable') && (!options.has('managed') || says('managed', true))
  )
}
