import type { SqlReader } from '../../sql/statement.ts'
import { Interpreter } from '../../typescript/interpreter.ts'
import { aliasesOf } from '../../typescript/aliases.ts'
import { modulesOf, type ModuleCache } from '../../typescript/modules.ts'
import type { ParseTypeScript } from '../../typescript/parse.ts'
import type { FileTree } from '../../model/tree.ts'
import type { Framework } from '../framework.ts'
import { compareMigrations } from './compare.ts'
import { namingHooks } from './entities/project-naming.ts'
import { entityDrift } from './drift/entity-drift.ts'
import { isReadForLayout, mayHoldProject, typeOrmProjects, type TypeOrmProject } from './layout.ts'
import { withMysql } from '../../sql/mysql/reader.ts'
import { isTypeOrm } from './packages.ts'
import { databasePlan } from './plan.ts'
import { typeOf } from './planning.ts'
import { loadProject } from './project.ts'
import { RunnerCalls } from './query-runner.ts'
import { withSqlite } from '../../sql/sqlite/reader.ts'

const missingParser =
  'TypeORM’s migrations are not checked: nothing is installed to read TypeScript with. Install it beside migration-lint: npm install --save-dev @typescript-eslint/parser typescript'

/** What was found in one tree; kept as long as the tree is. */
interface TreeView {
  readonly interpreter: Interpreter
  readonly runner: RunnerCalls
  readonly projects: readonly TypeOrmProject[]
}

/**
 * TypeORM, read without Node running any of it. The parser is loaded where a tree may hold a project: nobody else waits
 * for it.
 */
export function createTypeOrm(): Framework {
  const modules: ModuleCache = new Map()
  const views = new WeakMap<FileTree, TreeView>()
  let parse: ParseTypeScript | undefined
  let sql: SqlReader | undefined

  const viewOf = (tree: FileTree): TreeView | undefined => {
    if (!parse) return undefined
    let view = views.get(tree)
    if (!view) {
      const runner = new RunnerCalls()
      const aliases = aliasesOf(tree)
      const found = modulesOf(tree, parse, modules, (specifier, from) =>
        isTypeOrm(specifier) ? [] : aliases(specifier, from),
      )
      const interpreter = new Interpreter(found, { host: runner.hook, part: runner.part, ...namingHooks })
      view = { interpreter, runner, projects: typeOrmProjects(tree, interpreter) }
      views.set(tree, view)
    }
    return view
  }

  return {
    name: 'typeorm',
    reads: isReadForLayout,
    async ready(trees) {
      if (parse || !trees.some(mayHoldProject)) return undefined
      const { loadTypeScriptParser } = await import('../../typescript/parse.ts')
      parse = await loadTypeScriptParser()
      return parse ? undefined : missingParser
    },
    discover: (tree) =>
      viewOf(tree)?.projects.map(({ root }) => ({ framework: 'typeorm', directory: root })) ?? [],
    load(tree, root, settings, databases = []) {
      const view = viewOf(tree)
      const layout = view?.projects.find((project) => project.root === root.directory)
      if (!view || !layout) throw new Error(`no TypeORM project in ${root.directory}`)
      const { interpreter, runner } = view
      const inUse = databases.length > 0 ? databases : layout.databases
      const type = databases.length > 0 ? undefined : layout.type
      return loadProject(
        tree,
        layout,
        interpreter,
        runner,
        typeOf({ databases: inUse, type }),
        (migrations) => databasePlan(migrations, { interpreter, runner, sql, databases: inUse, type }),
        (planned) =>
          entityDrift(layout, planned, {
            interpreter,
            sql,
            databases: inUse,
            settings,
            isOneOfSeveral:
              new Set(view.projects.flatMap((each) => each.databases.map(({ name }) => name))).size > 1,
          }),
      )
    },
    async prepare(tree) {
      if (sql || (viewOf(tree)?.projects.length ?? 0) === 0) return
      const { loadSqlReader } = await import('../../sql/load.ts')
      sql = withSqlite(withMysql(await loadSqlReader()))
    },
    compare: (before, after) => compareMigrations(before.migration, after.migration),
  }
}
