import type { FileTree } from '../../model/tree.ts'
import type { Environment } from '../../python/environment.ts'
import { Interpreter } from '../../python/interpreter.ts'
import { modulesOf, type ModuleCache } from '../../python/modules.ts'
import type { ParsePython } from '../../python/parse.ts'
import type { SqlReader } from '../../sql/statement.ts'
import type { Framework } from '../framework.ts'
import { compareMigrations } from './compare/compare.ts'
import type { DjangoVersion } from './context.ts'
import { djangoProjects, type DjangoApp, type DjangoProject } from './layout.ts'
import { importsSource, readMigrationFile, type MigrationFile } from './migration-file.ts'
import { djangoOptions } from './options.ts'
import { nestedSquashEffect } from './history-policy.ts'
import { databasesOf } from './databases.ts'
import { detectDrift, projectDrift, type DetectedDrift } from './drift.ts'
import { djangoEditor } from './editor/editor.ts'
import type { KnownProject } from './known-project.ts'
import { libraryFor } from './library/library-for.ts'
import { loadProject, type ReadMigration } from './project.ts'
import { ProjectKnowledge } from './project-knowledge.ts'
import { djangoRecipes } from './recipes.ts'
import { databasePlan } from './schema/database-plan.ts'
import type { LoadedMigrations } from './state/project-state.ts'
import { djangoOutside } from './values/hooks.ts'
import { squashOutcome } from './squash/outcome.ts'
import { writeSquash } from './squash/write-squash.ts'
import { djangoVersion } from './version.ts'
import { exactRelease } from './version/exact-release.ts'
import { versionsInUse } from './version/versions-in-use.ts'
import { missingMigrations } from './writer/missing-migrations.ts'

/** A migration may import any module; one blob that was not fetched ahead costs as much as a thousand that were. */
const usuallyRead =
  /(\.py|(^|\/)(pytest\.ini|setup\.cfg|tox\.ini|pyproject\.toml|Pipfile|[^/]+\.lock|pylock\.[^/]*toml|[^/]*requirements[^/]*(\/[^/]+)?\.(txt|in)))$/

/** What was found in one tree; kept as long as the tree is. */
interface TreeView {
  readonly interpreter: Interpreter
  readonly projects: readonly DjangoProject[]
  readonly knowledge: ProjectKnowledge
}

/**
 * Django, read without Python. What is parsed and read is kept by blob id for as long as the framework object
 * lives: the trees of a run share nearly all of their files.
 */
export function createDjango(parse: ParsePython, environment?: Environment): Framework {
  const modules: ModuleCache = new Map()
  const views = new WeakMap<FileTree, TreeView>()
  const read = new Map<string, MigrationFile>()
  let sql: SqlReader | undefined

  const viewOf = (tree: FileTree, settings: Readonly<Record<string, unknown>>): TreeView => {
    let view = views.get(tree)
    if (!view) {
      const own = modulesOf(tree, parse, modules)
      const options = djangoOptions(settings)
      let version: DjangoVersion | undefined
      const inUse = () => (version ??= djangoVersion(tree, '', options, environment).version)
      const readBy = (knowledge: ProjectKnowledge): TreeView => {
        const interpreter = new Interpreter(environment?.behind(own, parse) ?? own, djangoOutside(knowledge))
        return { interpreter, projects: djangoProjects(tree, interpreter, options), knowledge }
      }
      let knowledge = new ProjectKnowledge(inUse)
      view = readBy(knowledge)
      if (knowledge.askedEarly) view = readBy((knowledge = new ProjectKnowledge(inUse, view.projects)))
      knowledge.projects = view.projects
      views.set(tree, view)
    }
    return view
  }

  return {
    name: 'django',
    reads: (path) => usuallyRead.test(path),
    discover: (tree, settings) =>
      viewOf(tree, settings).projects.map(({ root }) => ({ framework: 'django', directory: root })),
    load(tree, root, settings, databases = []) {
      const { interpreter, projects, knowledge } = viewOf(tree, settings)
      knowledge.databases = databases
      const layout = projects.find((project) => project.root === root.directory)
      if (!layout) throw new Error(`no Django project in ${root.directory}`)
      const readFile: ReadMigration = (app, name, user) => {
        const key = readingKey(tree, interpreter, app, name, `${user ?? ''} ${knowledge.vendor() ?? ''}`)
        const known = key === undefined ? undefined : read.get(key)
        const file = known ?? readMigrationFile(tree, interpreter, app, name, user)
        if (key !== undefined) read.set(key, file)
        return file
      }
      const known = (loaded: LoadedMigrations): KnownProject => {
        const options = djangoOptions(settings)
        const { version, oldest } = djangoVersion(tree, root.directory, options, environment)
        const inUse = versionsInUse(tree, root.directory, environment)
        const library = libraryFor(
          (name) => (name === 'django' ? version.join('.') : inUse(name)),
          options.libraries,
        )
        const ignored = options.ignoredAttributes
        const release = exactRelease(inUse('django'), version)
        return {
          ...loaded,
          ...{ tree, interpreter, layout, version, oldest, library, ignored, sql, release },
          databases: databases.length > 0 ? databases : databasesOf(layout.settings),
        }
      }
      let detected: DetectedDrift | undefined
      return loadProject(tree, layout, interpreter, readFile, {
        drift(loaded) {
          const project = known(loaded)
          return projectDrift(project, (detected ??= detectDrift(project)))
        },
        missingMigrations(loaded, writing) {
          const project = known(loaded)
          return missingMigrations(project, (detected ??= detectDrift(project)), writing)
        },
        plan: (loaded) => databasePlan(known(loaded)),
        squashOutcome: (loaded, squash) => squashOutcome(known(loaded), squash),
        writeSquash: (loaded, request) => writeSquash(known(loaded), request),
        nestedSquashEffect: (loaded) => nestedSquashEffect(known(loaded).version),
        recipes: (loaded) => djangoRecipes(known(loaded).version),
      })
    },
    async prepare(tree, settings, isNew) {
      const paths = viewOf(tree, settings).projects.flatMap(migrationPaths)
      if (!sql && paths.some(isNew) && paths.some((path) => mayHoldSql(tree, path)))
        sql = await (await import('../../sql/load.ts')).loadSqlReader()
    },
    compare: compareMigrations,
    editor: djangoEditor(({ tree, project: { root }, settings }) => {
      const { version } = djangoVersion(tree, root, djangoOptions(settings), environment)
      return { version, release: exactRelease(versionsInUse(tree, root, environment)('django'), version) }
    }),
  }
}

function migrationPaths({ apps }: DjangoProject): string[] {
  return [...apps.values()].flatMap(({ migrations: { directory, names } }) =>
    names.map((name) => `${directory}/${name}.py`),
  )
}

const decoder = new TextDecoder()

/** Whether a migration may run SQL: `RunSQL`, `cursor.execute`, or something with `sql` in its name. */
function mayHoldSql(tree: FileTree, path: string): boolean {
  const bytes = tree.read(path)
  return bytes !== undefined && /sql|execute/i.test(decoder.decode(bytes))
}

/**
 * Two files with the same key read the same: same bytes, same app. Undefined for a file that imports source of the
 * project or its settings: what it reads as hangs on all that these import in turn.
 */
function readingKey(
  tree: FileTree,
  interpreter: Interpreter,
  app: DjangoApp,
  name: string,
  asked: string,
): string | undefined {
  const path = `${app.migrations.directory}/${name}.py`
  const entry = tree.entry(path)
  if (!entry || importsSource(interpreter, path)) return undefined
  return [path, entry.id, entry.tracked, app.label, asked].join('\n')
}
