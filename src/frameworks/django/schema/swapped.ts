import { stringOf, type Value } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelKey, type ModelState } from '../state/model-state.ts'
import { bound, calleePath } from '../values/calls.ts'
import type { World } from './world.ts'

/**
 * Whether a model that a setting may put another in place of has a table: where nothing sets the setting, or it names the
 * model itself. A setting that is only made under a condition leaves the model in its place where that does not hold, and
 * this is where its migrations do anything. Undefined where it is not known.
 */
export function isInPlace(
  { app, name, options }: Pick<ModelState, 'app' | 'name' | 'options'>,
  world: World,
): boolean | undefined {
  const swappable = options.get('swappable')
  if (!swappable || (swappable.kind === 'const' && swappable.value === null)) return true
  const own = modelKey(app, name)
  const setting = stringOf(swappable)
  if (setting === 'AUTH_USER_MODEL') {
    const { authUserModel } = world.context
    return authUserModel === undefined ? undefined : authUserModel.toLowerCase() === own
  }
  if (setting !== undefined) return leaves(own, setting, world)
  const asked = modelOfSwapper(swappable, 'swappable_setting')
  return asked === own ? isLeftBySwapper(own, world) : undefined
}

/** The model that a relation leads to: also where a library looks it up by a setting that leaves its own in place. */
export function targetOf(field: FieldState, world: World): ModelKey | undefined {
  const { relation, keywords } = field
  if (!relation || relation.to !== undefined) return relation?.to
  const to = keywords.get('to')
  const asked = to && modelOfSwapper(to, 'get_model_name')
  return asked !== undefined && isLeftBySwapper(asked, world) === true ? asked : undefined
}

/**
 * The model of a call of the package swapper: `swapper.get_model_name("shop", "Order")`. Its setting is called
 * `SHOP_ORDER_MODEL`, or by another word in place of the app's label (`set_app_prefix()`, swapper 1.0 to 1.5).
 */
function modelOfSwapper(value: Value, name: string): ModelKey | undefined {
  if (value.kind !== 'call' || calleePath(value) !== `swapper.${name}`) return undefined
  const given = bound(value, ['app_label', 'model'])
  const [app, model] = [stringOf(given?.get('app_label')), stringOf(given?.get('model'))]
  return app === undefined || model === undefined ? undefined : modelKey(app, model)
}

/** Whatever its setting is called: none that may be it puts another model in its place. */
function isLeftBySwapper(own: ModelKey, world: World): boolean | undefined {
  const model = own.slice(own.indexOf('.') + 1).toUpperCase()
  const names = world.settings.names.filter((name) => name.endsWith(`_${model}_MODEL`))
  return names.every((name) => leaves(own, name, world) === true) ? true : undefined
}

/** Whether a setting leaves a model in its place. */
function leaves(own: ModelKey, name: string, { settings }: World): boolean | undefined {
  const value = settings.setting(name)
  if (value === undefined || settings.isOnlySometimesSet(name)) return true
  const label = stringOf(value)
  return label === undefined ? undefined : label.toLowerCase() === own
}
