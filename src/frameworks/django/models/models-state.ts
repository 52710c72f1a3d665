import type { Interpreter } from '../../../python/interpreter.ts'
import type { ClassDef, Stmt } from '../../../python/ast.ts'
import type { ClassValue, Origin } from '../../../python/value.ts'
import type { Doubt } from '../state/doubt.ts'
import { modelKey, type ModelKey, type ProjectState } from '../state/model-state.ts'
import { isModel } from './ancestors.ts'
import { historicalModels } from './history/historical-models.ts'
import type { TrackedModel } from './history/tracked-model.ts'
import { withoutKeyNames } from './key-names.ts'
import { unknownClass } from './unknown-class.ts'
import { modelState, type ModelReading } from './model-state.ts'

/**
 * The state that the models of some modules declare (`ProjectState.from_apps`, django/db/migrations/state.py).
 * `expected` are the models that the migrations know: a class of which it is not known whether it is a model counts
 * only where it is one of them or declares fields.
 */
export function modelsState(paths: Iterable<string>, reading: ModelReading): ProjectState {
  const { interpreter, library } = reading.context
  const read = new Map<ModelKey, TrackedModel>()
  const doubts = new Map<string, Doubt[]>()
  const doubtModel = (app: string, name: string, cause: string, origin: Origin) =>
    doubts.set(app, [
      ...(doubts.get(app) ?? []),
      { aspect: 'existence', name: name.toLowerCase(), cause, origin },
    ])
  for (const path of paths) {
    for (const value of classesIn(interpreter, path)) {
      const known = isModel(value, library)
      if (known === false) continue
      const model = reading.classes.read(value)
      const app = reading.registry.appOf(value)
      if (model.abstract || app === undefined) continue
      const key = modelKey(app, model.name)
      // Django registers the first class of a name: an app that takes over another one declares its own before it
      // imports the rest.
      const first = read.get(key)?.state
      const isHome = (file: string) => reading.registry.isHome(app, file)
      if (first && (isHome(first.origin.path) || !isHome(path))) continue
      if (known === undefined && model.fields.size === 0 && !reading.migrated.has(key)) {
        const base = isModelsFile.test(path) && value.bases.find(({ kind }) => kind === 'unresolved')
        if (base) doubtModel(app, model.name, unknownClass(base).cause, model.origin)
        continue
      }
      read.set(key, { model, state: modelState(model, app, reading) })
    }
    for (const { name, start, end } of undecidedClasses(interpreter, path)) {
      const app = reading.registry.containing(path)
      if (app === undefined || !reading.migrated.has(modelKey(app, name))) continue
      const cause = `whether the class \`${name}\` is defined in ${path} depends on what is not known`
      doubtModel(app, name, cause, { path, start, end })
    }
  }
  const models = new Map([...read].map(([key, { state }]) => [key, state] as const))
  const histories = historicalModels(read, [...paths], reading)
  for (const [key, model] of histories.models) if (!models.has(key)) models.set(key, model)
  for (const [key, makes] of histories.unknown) {
    const tracked = models.get(key)
    if (tracked) models.set(key, { ...tracked, makes: tracked.makes ?? makes })
  }
  return { models: withoutKeyNames(models), doubts }
}

/** Where a class of which the base is decided by a condition is rather a model than a form. */
const isModelsFile = /(^|\/)models(\.py$|\/)/

/** The classes that a module defines itself, in order. */
function classesIn(interpreter: Interpreter, path: string): ClassValue[] {
  const scope = interpreter.module(path)
  if (!scope) return []
  return [...scope.names.values()].filter(
    (binding): binding is ClassValue => binding.kind === 'class' && binding.origin.path === path,
  )
}

/** Class definitions under a condition that is not known. */
function undecidedClasses(interpreter: Interpreter, path: string): ClassDef[] {
  const scope = interpreter.module(path)
  if (!scope) return []
  const hasFailed = interpreter.hasFailed(path)
  return nested(scope.file.module.body).filter(({ name }) => {
    const binding = scope.names.get(name)
    return binding ? binding.kind === 'unresolved' : hasFailed
  })
}

function nested(body: readonly Stmt[]): ClassDef[] {
  return body.flatMap((stmt): ClassDef[] => {
    switch (stmt.type) {
      case 'ClassDef':
        return [stmt]
      case 'If':
        return nested([...stmt.body, ...stmt.orelse])
      case 'Try':
        return nested([
          ...stmt.body,
          ...stmt.handlers.flatMap(({ body: handler }) => handler),
          ...stmt.orelse,
        ])
      case 'With':
      case 'For':
        return nested(stmt.body)
      default:
        return []
    }
  })
}
