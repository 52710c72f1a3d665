import type { Drift } from '../../model/drift.ts'
import type { Migration, MigrationId } from '../../model/migration.ts'
import { fileStart } from '../../model/place.ts'
import type { Plan } from '../../model/plan.ts'
import type { Recipes } from '../../model/recipes.ts'
import type { SquashOutcome } from '../../model/squash.ts'
import type { SquashRequest, SquashWriting } from '../../model/squash-writing.ts'
import type { App, LoadProblem, Project } from '../../model/project.ts'
import type { FileTree } from '../../model/tree.ts'
import type { Writing, WritingOptions } from '../../model/writing.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { databasesOf } from './databases.ts'
import { djangoHistory } from './history-policy.ts'
import type { DjangoApp, DjangoProject } from './layout.ts'
import { buildGraph, buildGraphFor } from './loader.ts'
import type { DjangoMigration, MigrationFile } from './migration-file.ts'
import { packageProblems } from './package-problems.ts'
import { remainingModels } from './remaining-models.ts'
import { invalidOperations } from './state/invalid-operations.ts'
import type { LoadedMigrations } from './state/project-state.ts'

/** Reads one migration file; the caller may remember what it read in another tree. */
export type ReadMigration = (app: DjangoApp, name: string, authUserModel: string | undefined) => MigrationFile

/** What is worked out of a loaded project only when somebody asks for it. */
export interface Later {
  readonly drift: (loaded: LoadedMigrations) => Drift
  readonly missingMigrations: (loaded: LoadedMigrations, options: WritingOptions) => Writing
  readonly plan: (loaded: LoadedMigrations) => Plan
  readonly recipes: (loaded: LoadedMigrations) => Recipes
  readonly squashOutcome: (loaded: LoadedMigrations, squash: MigrationId) => SquashOutcome
  readonly writeSquash: (loaded: LoadedMigrations, request: SquashRequest) => SquashWriting
  readonly nestedSquashEffect: (loaded: LoadedMigrations) => string | undefined
}

/** Loads a project: every migration of every app, and the graph that they make. */
export function loadProject(
  tree: FileTree,
  layout: DjangoProject,
  interpreter: Interpreter,
  read: ReadMigration,
  later: Later,
): Project {
  const apps = new Map<string, App>()
  const migrations = new Map<MigrationId, DjangoMigration>()
  const problems: LoadProblem[] = []
  const uncertain = new Set<string>()
  const labels = [...layout.apps.keys()].sort()
  for (const label of labels) {
    const app = layout.apps.get(label)!
    problems.push(...packageProblems(tree, app))
    for (const name of app.migrations.names) {
      // A package of the same name hides the file (`pkgutil.iter_modules` finds the folder first).
      if (app.migrations.packages.includes(name)) continue
      const file = read(app, name, layout.settings.authUserModel)
      if ('problem' in file) problems.push(file.problem)
      else {
        migrations.set(file.migration.id, file.migration)
        if (!file.migration.replacesAreKnown) uncertain.add(label)
      }
    }
  }
  for (const { app } of problems) uncertain.add(app)
  const graph = buildGraph(migrations, new Set(labels), uncertain)
  for (const label of labels) {
    const { migrations: folder, modelPaths } = layout.apps.get(label)!
    apps.set(label, {
      label,
      directory: folder.directory,
      modelPaths,
      get remainingModels() {
        return remainingModels(label, migrations, graph)
      },
    })
  }
  let drift: Drift | undefined
  let plan: Plan | undefined
  let invalid: ReturnType<typeof invalidOperations> | undefined
  return {
    framework: 'django',
    root: layout.root,
    apps,
    migrations,
    graph,
    graphFor: (recorded) => buildGraphFor(recorded, migrations, new Set(labels), uncertain),
    history: djangoHistory,
    problems,
    unresolved: swappableUserUnknown(layout, migrations),
    get drift() {
      return (drift ??= later.drift({ migrations, graph, problems }))
    },
    missingMigrations: (options) => later.missingMigrations({ migrations, graph, problems }, options),
    get plan() {
      return (plan ??= later.plan({ migrations, graph, problems }))
    },
    get nestedSquashEffect() {
      return later.nestedSquashEffect({ migrations, graph, problems })
    },
    squashOutcome: (squash) => later.squashOutcome({ migrations, graph, problems }, squash),
    writeSquash: (request) => later.writeSquash({ migrations, graph, problems }, request),
    get databases() {
      return databasesOf(layout.settings)
    },
    get recipes() {
      return later.recipes({ migrations, graph, problems })
    },
    get invalidOperations() {
      return (invalid ??= invalidOperations(migrations, graph, problems, interpreter))
    },
  }
}

/** One line, not one for each of the hundreds of migrations that may depend on the user model. */
function swappableUserUnknown(
  layout: DjangoProject,
  migrations: ReadonlyMap<MigrationId, Migration>,
): Project['unresolved'] {
  if (layout.settings.authUserModel !== undefined) return []
  for (const migration of migrations.values()) {
    const swappable = migration.dependencies.find(
      (dependency) => dependency.kind === 'symbolic' && dependency.app === undefined,
    )
    if (swappable?.kind !== 'symbolic') continue
    const [path] = layout.settings.paths
    const reason = path
      ? `settings.${swappable.setting} cannot be read from ${path}`
      : 'no settings module was found (name one in the config under `frameworks.django.settings`)'
    return [
      {
        place: path === undefined ? swappable.place : fileStart(path),
        source: `settings.${swappable.setting}`,
        reason,
      },
    ]
  }
  return []
}
