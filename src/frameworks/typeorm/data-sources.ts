import type { DatabaseName } from '../../model/database.ts'
import { compileGlobs } from '../../model/glob.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import type { Scope } from '../../typescript/scope.ts'
import { childrenOf, type Node } from '../../typescript/syntax.ts'
import { textOf, type ObjectValue, type Value } from '../../typescript/value.ts'
import { isCode, migrationClass, migrationClassesOf, type MigrationClass } from './migration-class.ts'
import { isInstalled } from './packages.ts'

/** What a data source says of its migrations. */
export interface DataSource {
  /** The database of its `type`; undefined where that is not known, or is one that rules know nothing of. */
  readonly database: DatabaseName | undefined
  /** The migrations in the order of the option; those of one glob in the order of their paths. */
  readonly migrations: readonly MigrationClass[]
  /** Whether a part of the option could not be read. */
  readonly isPartial: boolean
}

/** The names of TypeORM's drivers (`DataSourceOptions`) for the databases that rules know. */
const databases: Readonly<Record<string, DatabaseName>> = {
  postgres: 'postgresql',
  'aurora-postgres': 'postgresql',
  mysql: 'mysql',
  'aurora-mysql': 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  'better-sqlite3': 'sqlite',
  sqljs: 'sqlite',
  capacitor: 'sqlite',
  cordova: 'sqlite',
  expo: 'sqlite',
  nativescript: 'sqlite',
  'react-native': 'sqlite',
  oracle: 'oracle',
}

/**
 * The data sources that a file makes, wherever in it: at its top level, or in a function.
 *
 * @param folder that of the package, where its commands are run
 */
export function dataSourcesOf(interpreter: Interpreter, path: string, folder: string): readonly DataSource[] {
  const scope = interpreter.scope(path)
  if (!scope) return []
  return optionsIn(interpreter, scope).flatMap((options) => {
    const option = options.entries.get('migrations')
    if (!option) return []
    const known = migrationsOf(interpreter, option, folder)
    const type = textOf(options.entries.get('type'))
    return [{ database: type === undefined ? undefined : databases[type], ...known }]
  })
}

/** The object of every `new DataSource({…})` of a file, and of what else takes the same options. */
function optionsIn(interpreter: Interpreter, scope: Scope): readonly ObjectValue[] {
  const found: ObjectValue[] = []
  const stack: Node[] = [...scope.file.body]
  while (stack.length > 0) {
    const node = stack.pop()!
    const isCall = node.type === 'NewExpression' || node.type === 'CallExpression'
    const [first] = isCall ? node.arguments : []
    if (isCall && first && first.type !== 'SpreadElement' && takesOptions(node.callee)) {
      const options = interpreter.evaluate(first, scope)
      if (options.kind === 'object') found.push(options)
    }
    stack.push(...childrenOf(node).toReversed())
  }
  return found
}

function takesOptions(callee: Node): boolean {
  if (callee.type === 'Identifier') return /^(DataSource|createConnection)$/.test(callee.name)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  return /^(DataSource|createConnection|forRoot)$/.test(callee.property.name)
}

/** The files of a glob: from the root of the disk, which the repository's stands for, or from the package's folder. */
function filesOf({ modules: { tree } }: Interpreter, glob: string, folder: string): readonly string[] {
  const fromRoot = glob.startsWith('/') ? glob : `${folder}/${glob.replace(/^\.\//, '')}`
  try {
    const matches = compileGlobs([fromRoot])
    return tree.paths.filter((path) => !isInstalled(path) && isCode(path) && matches(path))
  } catch {
    // Braces that stand for too many names: what it matches is left to what the files look like.
    return []
  }
}

/** The classes that the option `migrations` holds: classes, modules of them, and globs of files. */
function migrationsOf(
  interpreter: Interpreter,
  option: Value,
  folder: string,
): Pick<DataSource, 'migrations' | 'isPartial'> {
  const migrations: MigrationClass[] = []
  let isPartial = false
  const add = (value: Value): void => {
    const glob = textOf(value)
    if (value.kind === 'class') migrations.push(migrationClass(interpreter, value))
    else if (value.kind === 'array') value.items.forEach(add)
    else if (value.kind === 'object' && !value.lost) [...value.entries.values()].forEach(add)
    else if (value.kind === 'module')
      for (const name of interpreter.exportedNames(value.path)) add(interpreter.exported(value.path, name))
    else if (glob === undefined) isPartial = true
    else {
      for (const path of filesOf(interpreter, glob, folder))
        migrations.push(...migrationClassesOf(interpreter, path))
    }
  }
  add(option)
  return { migrations, isPartial }
}
