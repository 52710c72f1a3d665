import type { Database } from '../../model/database.ts'
import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import type { SqlReader } from '../../sql/statement.ts'
import type { DjangoContext, DjangoVersion } from './context.ts'
import type { DjangoProject } from './layout.ts'
import { installedLibrary } from './library/installed-library.ts'
import type { Library } from './library/library.ts'
import { AppRegistry } from './models/app-registry.ts'
import type { LoadedMigrations } from './state/project-state.ts'

/** A project that was loaded, and what reading its models and replaying its migrations takes. */
export interface KnownProject extends LoadedMigrations {
  readonly tree: FileTree
  readonly interpreter: Interpreter
  readonly layout: DjangoProject
  readonly version: DjangoVersion
  /** The release of it as far as it is known: `5.2.10`, or the series. */
  readonly release: string
  /** The oldest Django that the project may run on as well. */
  readonly oldest: DjangoVersion
  readonly library: Library
  /** Keywords of fields and options of models that are not compared. */
  readonly ignored: ReadonlySet<string>
  /** The databases that it runs on; empty where nothing tells. */
  readonly databases: readonly Database[]
  /** Undefined where it was not loaded. */
  readonly sql: SqlReader | undefined
}

/** What values of the project are read with. */
export function contextOf({ tree, interpreter, layout, version, library: known }: KnownProject): {
  readonly context: DjangoContext
  readonly registry: AppRegistry
} {
  const library = installedLibrary(known, layout.settings)
  const registry = new AppRegistry(tree, interpreter, layout, library)
  const context: DjangoContext = {
    interpreter,
    version,
    library,
    authUserModel: layout.settings.authUserModel,
    labelOf: (model) => registry.labelOf(model),
  }
  return { context, registry }
}
