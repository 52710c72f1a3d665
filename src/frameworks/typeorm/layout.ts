import type { Database, DatabaseName } from '../../model/database.ts'
import type { FileTree } from '../../model/tree.ts'
import { classChain, superClass } from '../../typescript/classes.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { dirname } from '../../typescript/paths.ts'
import { dataSourcesIn, mayHoldDataSource } from './data-source-files.ts'
import type { DataSource } from './data-sources.ts'
import type { EntityOption } from './entities/entity-option.ts'
import { databaseOfFolder, databaseOfPackages, databaseOfType } from './databases.ts'
import { isCode, migrationClassesOf, type MigrationClass } from './migration-class.ts'
import {
  dataSourcesOfScripts,
  isInstalled,
  isTypeOrm,
  owner,
  packagesWithTypeOrm,
  runsWith,
} from './packages.ts'

/** The migrations of one data source, or of a folder that no data source that can be read names. */
export interface TypeOrmProject {
  /** The folder that holds most of the migrations. */
  readonly root: string
  /** In the order in which TypeORM comes upon them. */
  readonly migrations: readonly MigrationClass[]
  readonly databases: readonly Database[]
  /** The option `type` of the data source, where one says it. */
  readonly type: string | undefined
  /** Undefined where no data source that can be read names the migrations. */
  readonly entities: EntityOption | undefined
  /** Files that look like migrations and cannot be parsed. */
  readonly unparsed: readonly string[]
}

/** File names and folders of migrations, as TypeORM's generator writes them and most projects keep them. */
const migrationName = /(^|\/)[^/]*\d{13}[^/]*$|(^|\/)[^/]*migrations?\/([^/]+\/)*[^/]+$/i

/** Whether a path may be one that a project is found by. */
export function isReadForLayout(path: string): boolean {
  if (isInstalled(path)) return false
  return path.endsWith('package.json') || /(^|\/)tsconfig[^/]*\.json$/.test(path) || isCandidate(path)
}

function isCandidate(path: string): boolean {
  return mayHoldDataSource(path) || (isCode(path) && migrationName.test(path))
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
  const sources = folders.flatMap((folder) => dataSourcesIn(interpreter, folders, folder))
  const projects = new Map<string, Draft>()
  const uses = usesOf(sources)
  for (const { migrations, type, entities } of sources) {
    // What several data sources share says nothing of where one of them keeps its own.
    const own = migrations.filter((each) => uses.get(fileOf(each)) === 1)
    const types = type === undefined ? [] : [type]
    put(projects, { migrations, types, entities }, own.length > 0 ? own : migrations)
  }
  const named = new Set(uses.keys())
  const { found, unparsed } = byFolder(tree, interpreter, folders, named)
  for (const [folder, migrations] of found) {
    // One that a data source has another class in the place of, by the same name, was left behind.
    const taken = new Set(projects.get(folder)?.migrations.map(({ name }) => name))
    const own = migrations.filter(({ name }) => !taken.has(name))
    put(projects, { migrations: own, types: [], entities: undefined }, own)
  }
  return [...projects.values()]
    .map((project) => completed(project, tree, folders, unparsed))
    .sort((a, b) => (a.root < b.root ? -1 : 1))
}

/** A project as the data sources and the files tell of it, before its database is known where none of them says it. */
interface Draft {
  readonly root: string
  readonly migrations: readonly MigrationClass[]
  readonly types: readonly string[]
  readonly entities: EntityOption | undefined
}

/** Adds a project; two data sources for the same migrations, or the same folder, are one. */
function put(
  projects: Map<string, Draft>,
  { migrations, types, entities }: Omit<Draft, 'root'>,
  own: readonly MigrationClass[],
): void {
  if (own.length === 0) return
  const root = mostCommon(own.map((migration) => dirname(fileOf(migration))))
  const other = projects.get(root)
  const known = new Set(other?.migrations.map(keyOf))
  const others = migrations.filter((migration) => !known.has(keyOf(migration)))
  projects.set(root, {
    root,
    migrations: [...(other?.migrations ?? []), ...others],
    types: [...new Set([...(other?.types ?? []), ...types])],
    entities: other?.entities && entities ? either(other.entities, entities) : (entities ?? other?.entities),
  })
}

/**
 * Of two data sources for the same migrations, such as one for the application and one for the command line, the one of
 * which more is known.
 */
function either(one: EntityOption, other: EntityOption): EntityOption {
  if (one.causes.length !== other.causes.length) return one.causes.length < other.causes.length ? one : other
  return one.classes.length >= other.classes.length ? one : other
}

/** Where no data source says the database, the folder may, or the only driver that is there. */
function completed(
  { root, migrations, types, entities }: Draft,
  tree: FileTree,
  folders: readonly string[],
  unparsed: readonly string[],
): TypeOrmProject {
  const [type] = types
  const known = types.flatMap((each) => databaseOfType(each) ?? [])
  const names = types.length > 0 ? new Set(known) : guessed()
  function guessed(): ReadonlySet<DatabaseName> {
    const folder = databaseOfFolder(root)
    const name = folder ?? databaseOfPackages(runsWith(tree, owner(folders, root) ?? ''))
    return new Set(name === undefined || name === 'other' ? [] : [name])
  }
  return {
    root,
    migrations,
    databases: [...names].map((name) => ({ name, version: undefined })),
    type: types.length === 1 ? type : undefined,
    entities,
    unparsed: unparsed.filter((path) => dirname(path) === root),
  }
}

const fileOf = ({ class: { scope } }: MigrationClass): string => scope.file.path
const keyOf = (migration: MigrationClass): string => `${fileOf(migration)} ${migration.class.code.range[0]}`

/** By how many sets of migrations each file is named; two data sources for the same files are one set. */
function usesOf(sources: readonly DataSource[]): ReadonlyMap<string, number> {
  const sets = new Map(
    sources.map(({ migrations }) => {
      const files = new Set(migrations.map(fileOf))
      return [[...files].sort().join('\n'), files] as const
    }),
  )
  const uses = new Map<string, number>()
  for (const files of sets.values()) for (const file of files) uses.set(file, (uses.get(file) ?? 0) + 1)
  return uses
}

/** The migrations that no data source named, by folder, and the files that may hold some and cannot be parsed. */
function byFolder(
  tree: FileTree,
  interpreter: Interpreter,
  folders: readonly string[],
  named: ReadonlySet<string>,
): { found: ReadonlyMap<string, readonly MigrationClass[]>; unparsed: readonly string[] } {
  const found = new Map<string, MigrationClass[]>()
  const unparsed: string[] = []
  for (const path of tree.paths) {
    if (named.has(path) || !isCode(path) || !migrationName.test(path) || isInstalled(path)) continue
    if (owner(folders, path) === undefined) continue
    if (interpreter.modules.parse(path)?.syntaxError) unparsed.push(path)
    // A class that only extends another, or a list of migrations, has no timestamp.
    const own = migrationClassesOf(interpreter, path).filter(
      (each) => each.timestamp !== undefined && !isOfAnother(interpreter, each),
    )
    if (own.length === 0) continue
    const folder = dirname(path)
    found.set(folder, [...(found.get(folder) ?? []), ...own])
  }
  return { found, unparsed }
}

/** Whether a migration is that of another library, whose class it extends. */
function isOfAnother(interpreter: Interpreter, { class: made }: MigrationClass): boolean {
  const extended = superClass(interpreter, classChain(interpreter, made).at(-1)!)
  return extended?.kind === 'outside' && !isTypeOrm(extended.from ?? '')
}

function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [[first]] = [...counts].sort((a, b) => b[1] - a[1]) as [[string, number]]
  return first
}
