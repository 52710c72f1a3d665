import { classAttribute } from '../../../python/attributes.ts'
import { isSequence, truth, type Origin, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { InvalidStep } from './invalid-step.ts'
import { modelKey, type ProjectState } from './model-state.ts'
import { addField, alterField, removeField, renameField } from './move-field.ts'
import { alterManagers, createModel, deleteModel, renameModel } from './move-model.ts'
import { addNamed, alterConstraint, removeNamed, renameIndex } from './move-named.ts'
import { alterOption, alterOptions } from './options.ts'
import { addsOnlySteps } from './own-init.ts'
import type { StateReaders } from './readers.ts'
import { readStateOperation, type UnknownOperation } from './state-operation.ts'
import { WorkingState, type Move } from './working-state.ts'

/** One operation of a migration, and the state on both sides of it. */
export interface Step {
  readonly migration: DjangoMigration
  /** The item of `operations`; those inside of it (`state_operations`) have no step of their own. */
  readonly operation: Value
  readonly index: number
  readonly before: ProjectState
  readonly after: ProjectState
}

export interface Replayed {
  readonly state: ProjectState
  readonly invalid: readonly InvalidStep[]
}

/** How each operation moves the state. `RunSQL` and `SeparateDatabaseAndState` do so by what they hold. */
const moves: Readonly<Record<string, (state: WorkingState, move: Move) => void>> = {
  CreateModel: createModel,
  DeleteModel: deleteModel,
  RenameModel: renameModel,
  AlterModelTable: alterOption,
  AlterModelTableComment: alterOption,
  AlterUniqueTogether: alterOption,
  AlterIndexTogether: alterOption,
  AlterOrderWithRespectTo: alterOption,
  AlterModelOptions: alterOptions,
  AlterModelManagers: alterManagers,
  AddField: addField,
  RemoveField: removeField,
  AlterField: alterField,
  RenameField: renameField,
  AddIndex: addNamed('index'),
  RemoveIndex: removeNamed('index'),
  RenameIndex: renameIndex,
  AddConstraint: addNamed('constraint'),
  RemoveConstraint: removeNamed('constraint'),
  AlterConstraint: alterConstraint,
}

/**
 * Applies the operations of migrations one after the other, as the executor works out a project's state
 * (`Migration.mutate_state`, django/db/migrations/migration.py).
 *
 * @param plan the migrations in the order in which they run
 * @param from the state before the first one; its doubts hold for all
 * @param visit is called for every operation; without it, no states but the last one are kept
 */
export function replay(
  plan: Iterable<DjangoMigration>,
  context: DjangoContext,
  readers: StateReaders,
  { from, visit }: { from?: ProjectState; visit?: (step: Step) => void } = {},
): Replayed {
  const state = new WorkingState(context, readers, from)
  for (const migration of plan) {
    const whole = { path: migration.path, start: 0, end: 0 }
    const hidden = whatHides(migration, context)
    if (hidden !== undefined) state.doubtApp(migration.app, hidden, migration.class?.origin ?? whole)
    if (migration.class && hidden !== undefined) continue
    let before = visit && state.snapshot()
    for (const [index, operation] of migration.operationValues.entries()) {
      apply(state, migration, operation, whole, false)
      if (!visit || !before) continue
      const after = state.snapshot()
      visit({ migration, operation, index, before, after })
      before = after
    }
  }
  return { state: state.snapshot(), invalid: state.invalid }
}

/** The state after one operation that stands inside of another one. */
export function moved(
  from: ProjectState,
  operation: Value,
  migration: DjangoMigration,
  context: DjangoContext,
  readers: StateReaders,
): ProjectState {
  const state = new WorkingState(context, readers, from)
  apply(state, migration, operation, { path: migration.path, start: 0, end: 0 }, false)
  return state.snapshot()
}

/** Why a migration may do something else than its operations say; undefined where it does just that. */
function whatHides({ class: cls }: DjangoMigration, { interpreter }: DjangoContext): string | undefined {
  if (!cls) return 'what `Migration` is cannot be read'
  const own = ['mutate_state', '__init__', '__new__', 'app_label'].find((name) => {
    const value = classAttribute(cls, name)
    return value && !(name === '__init__' && addsOnlySteps(value, interpreter))
  })
  return own === undefined ? undefined : `\`Migration\` has its own \`${own}\``
}

function apply(
  state: WorkingState,
  migration: DjangoMigration,
  value: Value,
  fallback: Origin,
  isStateOnly: boolean,
): void {
  const read = readStateOperation(value, fallback)
  if (read === 'neutral') return
  if ('unknown' in read) {
    doubtModel(state, migration.app, read.unknown)
    return
  }
  const { operation } = read
  moves[operation.name]?.(state, { operation, app: migration.app, migration: migration.id, isStateOnly })
  const inner = operation.given('state_operations')
  if (!inner || truth(inner) === false) return
  for (const item of isSequence(inner) ? inner.items : [inner])
    apply(state, migration, item, operation.origin, true)
}

function doubtModel(state: WorkingState, app: string, { cause, model, origin }: UnknownOperation): void {
  const named = model === undefined ? undefined : state.models.get(modelKey(app, model))
  if (!named) state.doubtApp(app, cause, origin, model)
  else state.put({ ...named, doubts: [...named.doubts, { aspect: 'existence', cause, origin }] })
}
