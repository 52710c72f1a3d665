import type { MigrationId } from '../../../model/migration.ts'
import type { Origin } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { Doubt } from './doubt.ts'
import type { FieldState } from './field-state.ts'
import type { InvalidStep, Trace } from './invalid-step.ts'
import { modelKey, type ModelKey, type ModelState, type ProjectState } from './model-state.ts'
import type { Named } from './named-by.ts'
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
  /** What fields name, where that is known without working them out: whether what is renamed concerns them. */
  readonly named = new WeakMap<FieldState, Named>()
  /** The fields of a model that name something, by all its fields. */
  readonly naming = new WeakMap<ModelState['fields'], readonly (readonly [string, Named | undefined])[]>()
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

  /** @param name the one model of the app that it is about, where it is about one alone */
  doubtApp(app: string, cause: string, origin: Origin, name?: string): void {
    const doubt: Doubt = {
      aspect: 'existence',
      cause,
      origin,
      ...(name !== undefined && { name: name.toLowerCase() }),
    }
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
    const lower = step.model.toLowerCase()
    const model = this.models.get(modelKey(app, lower))
    const inApp = this.doubts.get(app)?.some(({ name }) => name === undefined || name === lower) === true
    const isDoubted = inApp || (model !== undefined && isDoubtful(model, step))
    const isLeftToOthers = step.fails === 'database' && (isStateOnly || (model && !hasOwnTable(model)))
    const { shownName, origin } = operation
    if (!isDoubted && !isLeftToOthers) {
      const cause = this.#traces.get(`${app}.${step.what === 'model' ? lower : `${lower}.${step.name}`}`)
      this.invalid.push({
        ...step,
        migration,
        app,
        operation: shownName,
        there: step.problem === 'missing' ? this.#namesOf(step.what, app, model) : [],
        origin,
        cause,
      })
    }
    // Django gets no further: what would have become of it is not known.
    if (step.fails !== 'state') return
    const cause = `\`${shownName}\` cannot be applied to the state before it`
    if (step.name !== undefined && model)
      this.put({
        ...model,
        doubts: [...model.doubts, { aspect: 'fields', name: step.name, cause, origin }],
      })
    else this.doubtApp(app, cause, origin, lower)
  }

  #namesOf(what: InvalidStep['what'], app: string, model: ModelState | undefined): readonly string[] {
    if (what === 'model') return [...this.models.values()].flatMap((one) => (one.app === app ? one.name : []))
    if (!model) return []
    if (what === 'field') return [...model.fields.keys()]
    return model[what === 'index' ? 'indexes' : 'constraints'].flatMap(({ name }) => name ?? [])
  }
}

function isDoubtful(model: ModelState, { what, name }: Pick<InvalidStep, 'what' | 'name'>): boolean {
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
