import { asCompared } from '../../../src/frameworks/django/autodetector/bound.ts'
import type { DjangoContext, DjangoVersion } from '../../../src/frameworks/django/context.ts'
import { djangoProjects, type DjangoProject } from '../../../src/frameworks/django/layout.ts'
import { libraryFor } from '../../../src/frameworks/django/library/library-for.ts'
import { AppRegistry } from '../../../src/frameworks/django/models/app-registry.ts'
import { ModelClasses } from '../../../src/frameworks/django/models/model-class.ts'
import { modelModules } from '../../../src/frameworks/django/models/model-modules.ts'
import { modelsState } from '../../../src/frameworks/django/models/models-state.ts'
import { djangoOptions } from '../../../src/frameworks/django/options.ts'
import type { ProjectState } from '../../../src/frameworks/django/state/model-state.ts'
import { djangoOutside } from '../../../src/frameworks/django/values/hooks.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import { Interpreter } from '../../../src/python/interpreter.ts'
import { modulesOf } from '../../../src/python/modules.ts'
import { loadParser } from '../../../src/python/parse.ts'

/**
 * The state that the models of a tree with one project declare, by what this tool reads, with fields as a release of
 * Django compares them. `versions` are those of other distributions, by name.
 */
export async function declaredState(
  tree: FileTree,
  release: string,
  versions: Readonly<Record<string, string>> = {},
): Promise<ProjectState> {
  const version = release.split('.').slice(0, 2).map(Number) as unknown as DjangoVersion
  const projects: DjangoProject[] = []
  const outside = djangoOutside({ version, setting: (name) => projects[0]?.settings.setting(name) })
  const interpreter = new Interpreter(modulesOf(tree, await loadParser(), new Map()), outside)
  projects.push(...djangoProjects(tree, interpreter, djangoOptions({})))
  const [layout] = projects
  if (!layout) throw new Error(`no project in ${tree.name}`)
  const library = libraryFor((name) => (name === 'django' ? release : versions[name]))
  const registry = new AppRegistry(tree, interpreter, layout, library)
  const context: DjangoContext = {
    interpreter,
    version,
    library,
    authUserModel: layout.settings.authUserModel,
    labelOf: (model) => registry.labelOf(model),
  }
  const state = modelsState(modelModules(tree, interpreter, layout), {
    migrated: new Map(),
    context,
    classes: new ModelClasses(context),
    registry,
    defaultAutoField: (app) => registry.defaultAutoField(app, version, version),
  })
  const models = [...state.models].map(([key, model]) => [key, asCompared(model, state, version)] as const)
  return { ...state, models: new Map(models) }
}
