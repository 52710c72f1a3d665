import type { Drift, Undecided } from '../../model/drift.ts'
import type { MigrationGraph } from '../../model/graph.ts'
import { fileStart, type Place } from '../../model/place.ts'
import { placeOf } from '../../model/source-place.ts'
import type { Origin } from '../../python/value.ts'
import type { Changes } from './autodetector/change.ts'
import { detectChanges } from './autodetector/detect-changes.ts'
import { withoutIgnored } from './autodetector/ignored.ts'
import { toDrift } from './autodetector/drift.ts'
import type { DjangoContext } from './context.ts'
import { contextOf, type KnownProject } from './known-project.ts'
import { ModelClasses } from './models/model-class.ts'
import { loadedModules, modelModules, modelsModule } from './models/model-modules.ts'
import { modelsState } from './models/models-state.ts'
import { withBroughtAlong } from './models/brought-along.ts'
import type { ProjectState } from './state/model-state.ts'
import { normalReaders } from './fields/normal-readers.ts'
import { projectState } from './state/project-state.ts'

/** The two states of a project, and what differs between them. */
export interface DetectedDrift {
  readonly context: DjangoContext
  /** What the migrations add up to. */
  readonly from: ProjectState
  /** What the models say. */
  readonly to: ProjectState
  readonly changes: Changes
  /** Apps that are not compared, and why. */
  readonly unchecked: readonly Undecided[]
}

/** What `makemigrations` would write, from source alone. */
export function projectDrift(input: KnownProject, detected = detectDrift(input)): Drift {
  const { changes, unchecked } = detected
  const drift = toDrift(withoutIgnored(changes, input.ignored), (origin) => placeIn(input, origin))
  return { ...drift, undecided: [...unchecked, ...drift.undecided] }
}

/** The place of something in the source of a project. */
export function placeIn({ interpreter }: KnownProject, origin: Origin): Place {
  const file = interpreter.modules.parse(origin.path)
  return file ? placeOf(file.module, origin) : fileStart(origin.path)
}

/** Compares what the models of a project say with what its migrations add up to. */
export function detectDrift(input: KnownProject): DetectedDrift {
  const { tree, interpreter, layout, version } = input
  const { context, registry } = contextOf(input)
  const { state: from } = projectState(input, context, normalReaders)
  const paths = modelModules(tree, interpreter, layout)
  const declared = modelsState(paths, {
    migrated: from.models,
    context,
    classes: new ModelClasses(context, loadedModules(tree, interpreter, layout)),
    registry,
    defaultAutoField: (app) => registry.defaultAutoField(app, version, input.oldest),
  })
  const to = withBroughtAlong(declared, from, { tree, interpreter, layout, reached: paths })
  const { apps, unchecked } = checkedApps(input, from, to)
  return { context, from, to, changes: detectChanges(from, to, context, { apps }), unchecked }
}

/**
 * The apps whose models are compared, and why others are not. Without a `models` module an app has no models by
 * itself, which is right where its migrations leave none; where they leave some, or it is not known whether they
 * do, the models may be declared where it is not seen.
 */
function checkedApps(
  { tree, layout, graph }: KnownProject,
  from: ProjectState,
  to: ProjectState,
): { apps: Set<string>; unchecked: Undecided[] } {
  const apps = new Set<string>()
  const unchecked: Undecided[] = []
  const migrated = appsOf(from)
  const declared = appsOf(to)
  for (const [label, { directory, migrations }] of layout.apps) {
    const hasModels = declared.has(label) || modelsModule(tree, directory) !== undefined
    const leavesNone = !migrated.has(label) && !from.doubts.get(label)?.length
    const cause =
      hasModels || leavesNone ? whyUnchecked(label, graph, migrations.hasInit) : 'it has no `models` module'
    if (cause === undefined) apps.add(label)
    else {
      const place = fileStart(`${directory}/__init__.py`)
      unchecked.push({ what: label, cause, remedy: undefined, place })
    }
  }
  return { apps, unchecked }
}

/** The labels of the apps that have models in a state. */
function appsOf({ models }: ProjectState): ReadonlySet<string> {
  return new Set([...models.values()].map(({ app }) => app))
}

function whyUnchecked(label: string, graph: MigrationGraph, hasInit: boolean): string | undefined {
  if (!hasInit)
    return 'its migrations folder has no `__init__.py`, so Django takes it for an app without migrations'
  if (graph.leafNodes(label).length > 1) return 'its migrations have several leaf nodes'
  return undefined
}
