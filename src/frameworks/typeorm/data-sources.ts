import type { Interpreter } from '../../typescript/interpreter.ts'
import { constant, textOf, type Value } from '../../typescript/value.ts'
import { migrationClass, migrationClassesOf, type MigrationClass } from './migration-class.ts'
import { optionObjects } from './option-objects.ts'
import { sourceFiles } from './source-files.ts'

/** What a data source says of its migrations. */
export interface DataSource {
  /** Its `type`; undefined where that is not known. */
  readonly type: string | undefined
  /** The migrations in the order of the option; those of one glob in the order of their paths. */
  readonly migrations: readonly MigrationClass[]
  /** Whether a part of the option could not be read. */
  readonly isPartial: boolean
}

/**
 * The data sources that a file makes, or has the options of.
 *
 * @param folder that of the package, where its commands are run
 */
export function dataSourcesOf(interpreter: Interpreter, path: string, folder: string): readonly DataSource[] {
  const scope = interpreter.scope(path)
  if (!scope) return []
  return optionObjects(interpreter, scope).map(({ entries }) => {
    const type = textOf(entries.get('type'))
    return { type, ...migrationsOf(interpreter, entries.get('migrations')!, folder) }
  })
}

/** The data sources of an `ormconfig.json`: one object of options, or several. */
export function dataSourcesOfJson(
  interpreter: Interpreter,
  json: unknown,
  folder: string,
): readonly DataSource[] {
  const all: readonly unknown[] = Array.isArray(json) ? json : [json]
  return all.flatMap((options) => {
    if (typeof options !== 'object' || options === null || !('migrations' in options)) return []
    const { type, migrations } = options as { readonly type?: unknown; readonly migrations: unknown }
    const globs = [migrations].flat().filter((glob) => typeof glob === 'string')
    const items = globs.map(constant)
    const option: Value = { kind: 'array', items, origin: { path: '', start: 0, end: 0 } }
    return { type: typeof type === 'string' ? type : undefined, ...migrationsOf(interpreter, option, folder) }
  })
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
      for (const path of sourceFiles(interpreter.modules.tree, glob, folder))
        migrations.push(...migrationClassesOf(interpreter, path))
    }
  }
  add(option)
  return { migrations, isPartial }
}
