import type { DjangoContext } from '../context.ts'
import { tableName } from '../fields/columns.ts'
import type { FieldState } from '../state/field-state.ts'
import { type ModelKey, type ModelState, type ProjectState } from '../state/model-state.ts'
import { modelClass } from '../state/bases.ts'
import type { DjangoSettings } from '../settings-module.ts'
import type { NameMaker } from './names.ts'
import { isInPlace } from './swapped.ts'

/** The models at one point of the plan, and how names of what has none are made up. */
export interface World {
  readonly state: ProjectState
  readonly context: DjangoContext
  readonly names: NameMaker
  readonly settings: Pick<DjangoSettings, 'setting' | 'names' | 'isOnlySometimesSet'>
}

/** The name of a model's table; undefined where it is not known. */
export function tableNameOf({ app, name, options, fields }: ModelState): string | undefined {
  return tableName({ table: options.get('db_table'), fields }, { app, name })
}

/**
 * Whether what is done to a model reaches a database (`Options.can_migrate()`, django/db/models/options.py): not where it
 * is a proxy, unmanaged or swapped. Undefined where that is not known.
 */
export function reachesDatabase(
  { app, name, options, doubts }: ModelState,
  world: World,
): boolean | undefined {
  const [proxy, managed] = [constantOf(options.get('proxy')), constantOf(options.get('managed'))]
  if (proxy === true || managed === false) return false
  const isDoubted = doubts.some(
    (doubt) =>
      doubt.aspect === 'options' && [undefined, 'proxy', 'managed', 'swappable'].includes(doubt.name),
  )
  if (isDoubted || proxy === 'unknown' || managed === 'unknown') return undefined
  return isInPlace({ app, name, options }, world)
}

function constantOf(value: ReturnType<ModelState['options']['get']>) {
  if (!value) return undefined
  return value.kind === 'const' ? value.value : 'unknown'
}

/** The models that a model inherits tables of, its own parents first; not those that it only takes methods from. */
export function parentsOf({ bases }: ModelState, { state }: World): readonly ModelKey[] {
  return bases.filter((base) => base !== modelClass && state.models.has(base))
}

/** Whether more may be known of a field, or of all of a model's fields, than the state tells. */
export function isDoubted(
  model: ModelState,
  field: string | undefined,
  { state }: World,
): { readonly cause: string } | undefined {
  const key = model.name.toLowerCase()
  return (
    model.doubts.find(
      ({ aspect, name }) =>
        aspect === 'existence' ||
        (aspect === 'fields' && (name === undefined || field === undefined || name === field)),
    ) ?? state.doubts.get(model.app)?.find(({ name }) => name === undefined || name === key)
  )
}

/** The relations of all models that lead to a model, each with the model that has it. */
export function relationsTo(
  key: ModelKey,
  { state }: World,
): readonly { readonly owner: ModelState; readonly field: FieldState }[] {
  return [...state.models.values()].flatMap((owner) =>
    [...owner.fields.values()]
      .filter(({ relation }) => relation?.to === key)
      .map((field) => ({ owner, field })),
  )
}

/** How code calls a model: `shop.Order`; as it is written where the model is not known. */
export function labelOf(key: ModelKey, { state }: World): string {
  const model = state.models.get(key)
  return model ? `${model.app}.${model.name}` : key
}
