import type { Database } from '../../model/database.ts'
import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { dirname } from '../../typescript/paths.ts'
import { dataSourcesOf } from './data-sources.ts'
import { isCode, migrationClassesOf, type MigrationClass } from './migration-class.ts'
import { dataSourcesOfScripts, isInstalled, packagesWithTypeOrm } from './packages.ts'

/** The migrations of one data source, or of a folder that no data source that can be read names. */
export interface TypeOrmProject {
  /** The folder that holds most of the migrations. */
  readonly root: string
  /** In the order in which TypeORM comes upon them. */
  readonly migrations: readonly MigrationClass[]
  readonly databases: readonly Database[]
  /** Files that look like migrations and cannot be parsed. */
  readonly unparsed: readonly string[]
}

/** File names under which data sources are made. */
const dataSourceName = /(data-?source|orm-?config|type-?orm|database|app\.module)[^/]*$/i

/** File names and folders of migrations, as TypeORM's generator writes them and most projects keep them. */
const migrationName = /(^|\/)[^/]*\d{13}[^/]*$|(^|\/)[^/]*migrations?\/([^/]+\/)*[^/]+$/i

/** Whether a path may be one that a project is found by. */
export function isReadForLayout(path: string): boolean {
  if (isInstalled(path)) return false
  return path.endsWith('package.json') || /(^|\/)tsconfig[^/]*\.json$/.test(path) || isCandidate(path)
}

function isCandidate(path: string): boolean {
  return isCode(path) && (dataSourceName.test(path) || migrationName.test(path))
}

/** Whether a tree may hold a project, without reading any code. */
export function mayHoldProject(tree: FileTree): boolean {
  const folders = packagesWithTypeOrm(tree)
  return (
    folders.some((folder) => dataSourcesOfScripts(tree, folder).length > 0) ||
    tree.paths.some((path) => isCandidate(path) && !isInstalled(path) && owner(folders, path) !== undefined)
  )
}

/**
 * The projects of a tree: one for every set of migrations that a data source names, and one for every other folder that
 * holds migrations.
 */
export function typeOrmProjects(tree: FileTree, interpreter: Interpreter): readonly TypeOrmProject[] {
  const folders = packagesWithTypeOrm(tree)
  if (folders.length === 0) return []
  const projects = new Map<string, TypeOrmProject>()
  const named = new Set<string>()
  for (const folder of folders)
    for (const path of dataSourceFiles(tree, folders, folder))
      for (const source of dataSourcesOf(interpreter, path, folder)) {
        if (source.migrations.length === 0) continue
        for (const {
          class: { scope },
        } of source.migrations)
          named.add(scope.file.path)
        const { database, migrations } = source
        put(projects, { migrations, databases: database ? [{ name: database, version: undefined }] : [] })
      }
  for (const [, own] of byFolder(tree, interpreter, folders, named))
    put(projects, { migrations: own, databases: [] })
  return [...projects.values()].sort((a, b) => (a.root < b.root ? -1 : 1))
}

/** Adds a project; two data sources for the same migrations, or the same folder, are one. */
function put(
  projects: Map<string, TypeOrmProject>,
  { migrations, databases }: Pick<TypeOrmProject, 'migrations' | 'databases'>,
): void {
  const root = mostCommon(migrations.map(({ class: { scope } }) => dirname(scope.file.path)))
  const other = projects.get(root)
  const known = new Set(other?.migrations.map(keyOf))
  projects.set(root, {
    root,
    migrations: [
      ...(other?.migrations ?? []),
      ...migrations.filter((migration) => !known.has(keyOf(migration))),
    ],
    databases: [
      ...new Map([...(other?.databases ?? []), ...databases].map((each) => [each.name, each])).values(),
    ],
    unparsed: [],
  })
}

const keyOf = ({ class: { scope, code } }: MigrationClass): string => `${scope.file.path} ${code.range[0]}`

/** Files by the names that data sources are kept under, and those that a script names. */
function dataSourceFiles(tree: FileTree, folders: readonly string[], folder: string): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`
  const scripts = new Set(dataSourcesOfScripts(tree, folder).map((path) => prefix + path))
  return tree.paths.filter(
    (path) =>
      isCode(path) &&
      !isInstalled(path) &&
      owner(folders, path) === folder &&
      (scripts.has(path) || dataSourceName.test(path)),
  )
}

/** The migrations that no data source named, by folder. */
function byFolder(
  tree: FileTree,
  interpreter: Interpreter,
  folders: readonly string[],
  named: ReadonlySet<string>,
): ReadonlyMap<string, readonly MigrationClass[]> {
  const found = new Map<string, MigrationClass[]>()
  for (const path of tree.paths) {
    if (named.has(path) || !isCode(path) || !migrationName.test(path) || isInstalled(path)) continue
    if (owner(folders, path) === undefined) continue
    // A class that only extends another, or a list of migrations, has no timestamp.
    const own = migrationClassesOf(interpreter, path).filter(({ timestamp }) => timestamp !== undefined)
    if (own.length === 0) continue
    const folder = dirname(path)
    found.set(folder, [...(found.get(folder) ?? []), ...own])
  }
  return found
}

/** The innermost of some folders that a path lies in. */
function owner(folders: readonly string[], path: string): string | undefined {
  return folders
    .filter((folder) => folder === '' || path.startsWith(`${folder}/`))
    .reduce<string | undefined>(
      (best, folder) => (best === undefined || folder.length > best.length ? folder : best),
      undefined,
    )
}

function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [[first]] = [...counts].sort((a, b) => b[1] - a[1]) as [[string, number]]
  return first
}
