import { stringOf, type Origin, type Value } from '../../../../python/value.ts'
import { isInstalled, installedModule } from '../../../../python/environment.ts'
import { modelKey, type ModelKey, type ModelState } from '../../state/model-state.ts'
import type { ModelClass } from '../model-class.ts'
import { modelState, type ModelReading } from '../model-state.ts'
import { historicalModel, type Tracking } from './historical-model.ts'
import { isInherited, recordsOf, type Records } from './records.ts'
import { registrations, type Registration } from './registrations.ts'
import type { TrackedModel } from './tracked-model.ts'

/** What comes of the histories that models are kept. */
export interface HistoricalModels {
  readonly models: ReadonlyMap<ModelKey, ModelState>
  /** Why the historical models of a model are not known, by that one. */
  readonly unknown: ReadonlyMap<ModelKey, string>
}

/**
 * The historical models that django-simple-history makes of models which say so, and of those that the modules of `paths`
 * register.
 */
export function historicalModels(
  read: ReadonlyMap<ModelKey, TrackedModel>,
  paths: Iterable<string>,
  reading: ModelReading,
): HistoricalModels {
  const models = new Map<ModelKey, ModelState>()
  const unknown = new Map<ModelKey, string>()
  const all = new Map<
    ModelKey,
    { readonly tracked: TrackedModel; readonly trackings: (Tracking | string)[] }
  >()
  const add = (tracked: TrackedModel, trackings: readonly (Tracking | string)[]) => {
    if (trackings.length === 0) return
    const key = modelKey(tracked.state.app, tracked.state.name)
    const there = all.get(key) ?? { tracked, trackings: [] }
    there.trackings.push(...trackings)
    all.set(key, there)
  }
  for (const tracked of read.values()) add(tracked, trackingsOf(tracked, reading))
  for (const path of paths)
    for (const one of registrations(reading.context.interpreter, path)) {
      const tracked = registeredModel(one.model, read, reading)
      if (tracked) add(tracked, [registered(one, tracked, reading)])
    }
  for (const [key, { tracked, trackings }] of all) {
    const [tracking, another] = trackings
    const made =
      tracking === undefined || another !== undefined
        ? `\`${tracked.state.name}\` is tracked more than once`
        : typeof tracking === 'string'
          ? tracking
          : historicalModel(tracked, tracking, reading)
    if (typeof made === 'string') unknown.set(key, made)
    else models.set(modelKey(made.app, made.name), made)
  }
  return { models, unknown }
}

/** How a model is tracked by what stands in it, or in a class that it inherits from. */
function trackingsOf(
  { model, state }: TrackedModel,
  { classes, registry }: ModelReading,
): (Tracking | string)[] {
  const { value } = model
  if (!value) return []
  return model.ancestors.flatMap((one): (Tracking | string)[] => {
    if (one.kind !== 'class') return []
    const isOwn = one.value === value
    const records = isOwn ? model.records : classes.known(one.value)?.records
    return (records ?? []).flatMap((each): (Tracking | string)[] => {
      // A model that is made already is not tracked by what it gets then, those that inherit from it are.
      if (one.value.addedLater?.has(each.name))
        return ['whether what is added later keeps a history is not known']
      if (isOwn) return [{ records: each, app: state.app, isInherited: false, scope: value.scope }]
      const inherited = isInherited(each)
      if (inherited === undefined) return ['whether the history is inherited is not known']
      const app = registry.containing(value.origin.path)
      if (!inherited) return []
      if (app === undefined) return ['the app of the historical model is not known']
      const here: Records = { ...each, origin: state.origin }
      return [{ records: here, app, isInherited: true, scope: value.scope }]
    })
  })
}

/** The model that is registered: one that was read, or one of a library. */
function registeredModel(
  value: Value,
  read: ReadonlyMap<ModelKey, TrackedModel>,
  reading: ModelReading,
): TrackedModel | undefined {
  const { context, classes } = reading
  const label =
    value.kind === 'reference' && value.path === 'django.conf.settings.AUTH_USER_MODEL'
      ? context.authUserModel?.toLowerCase()
      : context.labelOf(value)
  if (label === undefined) return undefined
  const there = read.get(label)
  if (there) return there
  const app = label.slice(0, label.indexOf('.'))
  const known = value.kind === 'reference' ? context.library.classAt(value.path) : undefined
  const origin: Origin = value.kind === 'class' ? value.origin : { path: '', start: 0, end: 0 }
  const model = known
    ? classes.readLibrary(known, origin)
    : value.kind === 'class' && isInstalled(value.origin.path)
      ? classes.read(value)
      : undefined
  if (!model) return undefined
  return { model, state: modelState(model, app, { ...reading, defaultAutoField: () => keyClass(model) }) }
}

/** The class of the `id` of a library's models: the apps of Django itself say so in their configuration. */
function keyClass({ value, library }: ModelClass): string | undefined {
  const path = library?.path ?? (value && installedModule(value.origin.path)) ?? ''
  return path.startsWith('django.contrib.') ? 'django.db.models.AutoField' : undefined
}

function registered(
  { app, name, call, scope }: Registration,
  { state }: TrackedModel,
  { context, registry }: ModelReading,
): Tracking | string {
  const records = recordsOf(stringOf(name) ?? 'history', call, call.origin, context)
  if (!records) return 'what keeps the history cannot be read'
  const label = app === undefined ? state.app : labelOf(app, scope.file.path)
  if (label === undefined) return 'the app of the historical model is not known'
  return { records, app: label, isInherited: false, scope }

  function labelOf(given: Value, from: string): string | undefined {
    const dotted = stringOf(given)
    if (dotted === undefined) return undefined
    const path = context.interpreter.modules.find(`${dotted}.models`, from)
    return path === undefined ? undefined : registry.containing(path)
  }
}
