import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { dataSourcesOf, dataSourcesOfJson, type DataSource } from './data-sources.ts'
import { isCode } from './migration-class.ts'
import { dataSourcesOfScripts, isInstalled, jsonAt, owner } from './packages.ts'

/** File names under which data sources are made. */
const dataSourceName =
  /(data-?source|orm-?config|orm\.config|type-?orm|database|connection|postgres|mysql|sqlite|app\.module|(^|\/|[-_.])(db|orm))[^/]*$/i

/** Whether a path is by its name one of options of a data source. */
export function mayHoldDataSource(path: string): boolean {
  return isCode(path) ? dataSourceName.test(path) : /(^|\/)ormconfig\.json$/.test(path)
}

/**
 * The data sources of a package.
 *
 * @param folders those of all packages that ask for TypeORM
 * @param folder that of the package
 */
export function dataSourcesIn(
  interpreter: Interpreter,
  folders: readonly string[],
  folder: string,
): readonly DataSource[] {
  const { tree } = interpreter.modules
  return dataSourceFiles(tree, folders, folder).flatMap((path) =>
    path.endsWith('.json')
      ? dataSourcesOfJson(interpreter, jsonAt(tree, path), folder)
      : dataSourcesOf(interpreter, path, folder),
  )
}

/** Files by the names that data sources are kept under, and those that a script names. */
function dataSourceFiles(tree: FileTree, folders: readonly string[], folder: string): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`
  const scripts = new Set(dataSourcesOfScripts(tree, folder).map((path) => prefix + path))
  return tree.paths.filter(
    (path) =>
      !isInstalled(path) &&
      owner(folders, path) === folder &&
      (scripts.has(path) || (mayHoldDataSource(path) && mentionsMigrations(tree, path))),
  )
}

const decoder = new TextDecoder()

/** Files by such names are many, and parsing takes time. */
function mentionsMigrations(tree: FileTree, path: string): boolean {
  const bytes = tree.read(path)
  return bytes !== undefined && decoder.decode(bytes).includes('migrations')
}
