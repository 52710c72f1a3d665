import type { Interpreter } from '../../typescript/interpreter.ts'
import { constant, textOf, type ObjectValue, type Value } from '../../typescript/value.ts'
import { classesOf } from './class-lists.ts'
import { entityOption, type EntityOption } from './entities/entity-option.ts'
import { migrationClass, type MigrationClass } from './migration-class.ts'
import { optionObjects } from './option-objects.ts'

/** What a data source says of its migrations. */
export interface DataSource {
  /** Its `type`; undefined where that is not known. */
  readonly type: string | undefined
  /** The migrations in the order of the option; those of one glob in the order of their paths. */
  readonly migrations: readonly MigrationClass[]
  /** Whether a part of the option could not be read. */
  readonly isPartial: boolean
  readonly entities: EntityOption
}

/**
 * The data sources that a file makes, or has the options of.
 *
 * @param folder that of the package, where its commands are run
 */
export function dataSourcesOf(interpreter: Interpreter, path: string, folder: string): readonly DataSource[] {
  const scope = interpreter.scope(path)
  if (!scope) return []
  return optionObjects(interpreter, scope).map((options) => dataSource(interpreter, options, folder))
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
    return dataSource(interpreter, jsonObject(options), folder)
  })
}

/** What is read of an object of options in JSON: texts, and lists of texts. */
function jsonObject(options: object): ObjectValue {
  const origin = { path: '', start: 0, end: 0 }
  const entries = Object.entries(options).flatMap(([name, value]: [string, unknown]): [string, Value][] => {
    if (typeof value === 'string') return [[name, constant(value)]]
    if (!Array.isArray(value)) return []
    return [
      [
        name,
        { kind: 'array', items: value.filter((item) => typeof item === 'string').map(constant), origin },
      ],
    ]
  })
  return { kind: 'object', entries: new Map(entries), origin }
}

function dataSource(interpreter: Interpreter, options: ObjectValue, folder: string): DataSource {
  const list = options.entries.get('migrations')
  const { classes, isPartial } = list
    ? classesOf(interpreter, list, folder, 'migrations')
    : { classes: [], isPartial: true }
  return {
    type: textOf(options.entries.get('type')),
    migrations: classes.map((each) => migrationClass(interpreter, each)),
    isPartial,
    entities: entityOption(interpreter, options, folder),
  }
}
