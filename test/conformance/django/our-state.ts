import { djangoRecipes } from '../../../src/frameworks/django/recipes.ts'
import { AppRegistry } from '../../../src/frameworks/django/models/app-registry.ts'
import type { DjangoContext, DjangoVersion } from '../../../src/frameworks/django/context.ts'
import { normalReaders } from '../../../src/frameworks/django/fields/normal-readers.ts'
import { djangoProjects } from '../../../src/frameworks/django/layout.ts'
import { libraryFor } from '../../../src/frameworks/django/library/library-for.ts'
import { readMigrationFile, type DjangoMigration } from '../../../src/frameworks/django/migration-file.ts'
import { djangoOptions } from '../../../src/frameworks/django/options.ts'
import { loadProject } from '../../../src/frameworks/django/project.ts'
import type { Doubt } from '../../../src/frameworks/django/state/doubt.ts'
import type { ModelState, ProjectState } from '../../../src/frameworks/django/state/model-state.ts'
import { projectState } from '../../../src/frameworks/django/state/project-state.ts'
import type { InvalidOperation } from '../../../src/model/invalid-operation.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import { Interpreter } from '../../../src/python/interpreter.ts'
import { modulesOf } from '../../../src/python/modules.ts'
import { loadParser } from '../../../src/python/parse.ts'

const none = { decided: 0, total: 0 }

export interface OurState {
  readonly state: ProjectState
  readonly invalid: readonly InvalidOperation[]
  readonly migrations: number
  /** What replaying took, after the migrations were read. */
  readonly milliseconds: number
}

/** The state that the migrations of all projects of a tree add up to, by what this tool reads. */
export async function ourState(
  tree: FileTree,
  settings: string | undefined,
  release: string,
): Promise<OurState> {
  const interpreter = new Interpreter(modulesOf(tree, await loadParser(), new Map()))
  const library = libraryFor((name) => (name === 'django' ? release : undefined))
  const version = release.split('.').slice(0, 2).map(Number) as unknown as DjangoVersion
  const models = new Map<string, ModelState>()
  const doubts = new Map<string, readonly Doubt[]>()
  const invalid: InvalidOperation[] = []
  const seen = new Set<string>()
  let [migrations, milliseconds] = [0, 0]
  for (const layout of djangoProjects(tree, interpreter, djangoOptions(settings ? { settings } : {}))) {
    const registry = new AppRegistry(tree, interpreter, layout, library)
    const context: DjangoContext = {
      interpreter,
      version,
      library,
      authUserModel: layout.settings.authUserModel,
      labelOf: (model) => registry.labelOf(model),
    }
    const project = loadProject(
      tree,
      layout,
      interpreter,
      (app, name, user) => readMigrationFile(tree, interpreter, app, name, user),
      {
        drift: () => ({ differences: [], undecided: [], models: none, fields: none }),
        missingMigrations: () => ({ written: [], refused: [] }),
        plan: () => [],
        recipes: () => djangoRecipes([5, 2]),
        nestedSquashEffect: () => undefined,
        writeSquash: () => ({ refused: [] }),
        squashOutcome: () => ({
          differences: [],
          schemaDifferences: [],
          undecided: [],
          lostSteps: [],
          borrowedCode: [],
        }),
      },
    )
    const loaded = {
      graph: project.graph,
      problems: project.problems,
      migrations: project.migrations as ReadonlyMap<string, DjangoMigration>,
    }
    const start = performance.now()
    const { state } = projectState(loaded, context, normalReaders)
    milliseconds += performance.now() - start
    migrations += project.migrations.size
    // Where two projects have an app of one label, the product's own comes first.
    const fresh = new Set([...layout.apps.keys()].filter((app) => !seen.has(app)))
    for (const app of fresh) seen.add(app)
    for (const [key, model] of state.models) if (fresh.has(model.app)) models.set(key, model)
    for (const [app, found] of state.doubts) if (fresh.has(app)) doubts.set(app, found)
    invalid.push(...(project.invalidOperations ?? []))
  }
  return { state: { models, doubts }, invalid, migrations, milliseconds: Math.round(milliseconds) }
}
