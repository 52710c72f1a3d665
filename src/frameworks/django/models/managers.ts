import { stringOf, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { managerState } from '../fields/manager-state.ts'
import type { Doubt } from '../state/doubt.ts'
import type { ManagerState, ModelState } from '../state/model-state.ts'
import { isModel, type Ancestor } from './ancestors.ts'
import { madeManager } from './manager-calls.ts'
import type { Declared, ModelClass } from './model-class.ts'

interface Managers {
  readonly managers: readonly ManagerState[]
  readonly doubts: readonly Doubt[]
}

/** What stands in a migration for a default manager that is not used there: `Manager` itself. */
const shimPath = 'django.db.models.manager.Manager'

/**
 * The managers that a model takes into migrations (`ModelState.from_model`, django/db/migrations/state.py): those that
 * `use_in_migrations`, and a plain one in the place of a default or base manager.
 */
export function managersOf(
  model: ModelClass,
  options: ReadonlyMap<string, Value>,
  read: (ancestor: Ancestor) => ModelClass | undefined,
  context: DjangoContext,
  migrated: ModelState | undefined,
): Managers {
  const line = model.ancestors.flatMap((one) =>
    one.kind === 'class' && isModel(one.value, context.library) === false ? [] : (read(one) ?? []),
  )
  const all = new Map<string, Declared>()
  for (const one of line)
    for (const [name, declared] of one.managers) if (!all.has(name)) all.set(name, declared)
  const baseName = stringOf(options.get('base_manager_name'))
  const defaultName = stringOf(options.get('default_manager_name')) ?? [...all.keys()][0]
  const managers: ManagerState[] = []
  const doubts: Doubt[] = []
  for (const [name, { value, origin }] of all) {
    const made = madeManager(value, context.interpreter)
    const read = made && managerState(name, made, context)
    const state = read === 'unknown' && isNotMigrated(name, migrated) ? undefined : read
    if (state === 'unknown') {
      doubts.push({
        aspect: 'managers',
        name,
        cause: 'whether migrations use this manager cannot be read',
        origin,
      })
      managers.push({ name, manager: undefined, origin })
    } else if (state) managers.push({ ...state, origin })
    else if (name === defaultName || name === baseName)
      managers.push({ name, manager: { path: shimPath, args: [], keywords: new Map() }, origin })
  }
  const [only] = managers
  const isShim = managers.length === 1 && only?.name === 'objects' && only.manager?.path === shimPath
  return { managers: isShim ? [] : managers, doubts }
}

/**
 * Hardly a manager is used in migrations: one of a class that cannot be read is taken not to be, unless the migrations
 * list it as more than a plain one.
 */
function isNotMigrated(name: string, migrated: ModelState | undefined): boolean {
  const listed = migrated?.managers.find((manager) => manager.name === name)
  return migrated !== undefined && (!listed || listed.manager?.path === shimPath)
}
