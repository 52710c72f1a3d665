import { stringOf } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import { managerState } from '../fields/manager-state.ts'
import type { Doubt } from '../state/doubt.ts'
import type { ManagerState, ModelState } from '../state/model-state.ts'
import { isModel, type Ancestor } from './ancestors.ts'
import { madeManager } from './manager-calls.ts'
import type { Declared, ModelClass } from './model-class.ts'
import { unknownClass } from './unknown-class.ts'

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
  read: (ancestor: Ancestor) => ModelClass | undefined,
  context: DjangoContext,
  migrated: ModelState | undefined,
): Managers {
  const lineOf = ({ ancestors }: ModelClass): readonly ModelClass[] =>
    ancestors.flatMap((one) =>
      one.kind === 'class' && isModel(one.value, context.library) === false ? [] : (read(one) ?? []),
    )
  const line = lineOf(model)
  const all = new Map<string, Declared | undefined>()
  for (const [at, one] of line.entries())
    for (const [name, declared] of [...one.managers, ...unwritten(one, line.slice(at))])
      if (!all.has(name)) all.set(name, declared)
  const baseName = baseNameOf(model, lineOf)
  const defaultName = defaultNameOf(model, line) ?? [...all.keys()][0]
  const managers: ManagerState[] = []
  const doubts: Doubt[] = []
  for (const [name, declared] of all) {
    const origin = declared?.origin ?? model.origin
    const made = declared && madeManager(declared.value, context.interpreter)
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
  const found = isShim ? [] : managers
  const isMigrated =
    found.map(({ name }) => name).join() === migrated?.managers.map(({ name }) => name).join()
  if (isMigrated) return { managers: found, doubts }
  return { managers: found, doubts: [...doubts, ...line.slice(1).flatMap(inherited), ...unread(model, line)] }
}

/**
 * The managers that a model has and no source shows: `objects` of what would have none (`ModelBase._prepare`), and
 * those that a library's model names in its options, of which only what migrations use is described.
 */
function unwritten(model: ModelClass, line: readonly ModelClass[]): [name: string, undefined][] {
  const named = model.library ? managerOptions.flatMap((option) => optionOf(model, option) ?? []) : []
  const isBare = !model.abstract && line.every(({ managers }) => managers.size === 0)
  return [...named, ...(isBare ? ['objects'] : [])].map((name) => [name, undefined])
}

const managerOptions = ['base_manager_name', 'default_manager_name'] as const

/** A model has the base manager that its first parent has, abstract or not, unless it names one (`Options.base_manager`). */
function baseNameOf(
  model: ModelClass,
  lineOf: (model: ModelClass) => readonly ModelClass[],
): string | undefined {
  const parent = lineOf(model)[1]
  return optionOf(model, 'base_manager_name') ?? (parent && baseNameOf(parent, lineOf))
}

/** A model without managers of its own has the default manager that its first parent names (`Options.default_manager`). */
function defaultNameOf(model: ModelClass, [, parent]: readonly ModelClass[]): string | undefined {
  const own = optionOf(model, 'default_manager_name')
  return own ?? (parent && model.managers.size === 0 ? optionOf(parent, 'default_manager_name') : undefined)
}

function optionOf({ meta, library }: ModelClass, name: string): string | undefined {
  const described = library?.model?.options[name]
  return stringOf(meta.options.get(name)?.value) ?? (typeof described === 'string' ? described : undefined)
}

/** An attribute that cannot be read may be a manager, and a Meta may name one. */
function unread({ meta, origin }: ModelClass, line: readonly ModelClass[]): readonly Doubt[] {
  const attribute = line
    .flatMap(({ doubts }) => doubts)
    .find(({ aspect, name }) => aspect === 'fields' && name !== undefined)
  if (attribute) return [{ aspect: 'managers', cause: attribute.cause, origin: attribute.origin }]
  return meta.unknown ? [{ aspect: 'managers', cause: unknownClass(meta.unknown).cause, origin }] : []
}

/** What is not known of the managers of a parent that has a table is not known of what inherits them. */
function inherited({ abstract, doubts, meta, origin }: ModelClass): readonly Doubt[] {
  if (abstract) return []
  const own = doubts.filter(({ aspect }) => aspect === 'managers')
  if (!meta.unknown) return own
  const { cause, remedy } = unknownClass(meta.unknown)
  return [...own, { aspect: 'managers', cause, ...remedy, origin }]
}

/**
 * Hardly a manager is used in migrations: one of a class that cannot be read is taken not to be, unless the migrations
 * list it as more than a plain one.
 */
function isNotMigrated(name: string, migrated: ModelState | undefined): boolean {
  const listed = migrated?.managers.find((manager) => manager.name === name)
  return migrated !== undefined && (!listed || listed.manager?.path === shimPath)
}
