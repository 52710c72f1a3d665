import { migrationId, type MigrationId } from '../../model/migration.ts'
import { placeOf } from '../../model/source-place.ts'
import { fileStart } from '../../model/place.ts'
import type { Drift } from '../../model/drift.ts'
import { emptyProject, type LoadProblem, type Project } from '../../model/project.ts'
import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { typeOrmHistory } from './history-policy.ts'
import type { TypeOrmProject } from './layout.ts'
import { app, readMigration, type TypeOrmMigration } from './migration-file.ts'
import type { MigrationClass } from './migration-class.ts'
import { chain, inOrder } from './order.ts'
import type { PlanOutcome } from './plan.ts'
import type { RunnerCalls } from './query-runner.ts'
import { typeOrmRecipes } from './recipes.ts'

/**
 * Loads a project: every migration, and the order in which they run.
 *
 * @param type the data source's option `type` that migrations are followed for
 */
export function loadProject(
  tree: FileTree,
  layout: TypeOrmProject,
  interpreter: Interpreter,
  runner: RunnerCalls,
  type: string,
  planOf: (migrations: readonly TypeOrmMigration[]) => PlanOutcome,
  driftOf: (planned: () => PlanOutcome) => Drift | undefined,
): Project {
  const found = new Map<MigrationId, TypeOrmMigration>()
  const problems: LoadProblem[] = layout.unparsed.map((path) => unparsed(interpreter, path))
  for (const source of layout.migrations) {
    const { name, timestamp } = source
    if (name === undefined) problems.push(unnamed(source))
    else if (timestamp === undefined) problems.push(withoutTimestamp(source, name))
    else {
      const known = found.get(migrationId(app, name))
      if (known) problems.push(duplicate(source, name, known))
      else {
        const migration = readMigration(tree, interpreter, runner, source, name, timestamp, type)
        found.set(migration.id, migration)
      }
    }
  }
  const ordered = inOrder([...found.values()])
  const base = emptyProject({ framework: 'typeorm', root: layout.root, history: typeOrmHistory })
  let outcome: PlanOutcome | undefined
  let drift: Drift | undefined
  const planned = (): PlanOutcome => (outcome ??= planOf(ordered))
  return {
    ...base,
    apps: new Map([[app, { label: app, directory: layout.root, modelPaths: [] }]]),
    migrations: new Map(ordered.map((migration) => [migration.id, migration])),
    graph: chain(ordered),
    problems,
    databases: layout.databases,
    recipes: typeOrmRecipes,
    get plan() {
      return planned().plan
    },
    get drift() {
      return (drift ??= driftOf(planned))
    },
  }
}

const classPlace = ({ class: { scope, origin, code } }: MigrationClass) =>
  placeOf(scope.file, { ...origin, end: code.body.range[0] })

function unparsed({ modules }: Interpreter, path: string): LoadProblem {
  const file = modules.parse(path)
  // What it was called while it could be read, so that it does not count as deleted.
  const [, name] = /\bclass\s+(\w{1,200})/.exec(file?.text ?? '') ?? []
  const { message = 'the file cannot be parsed', start = 0 } = file?.syntaxError ?? {}
  return {
    kind: 'unreadable',
    app,
    name: name ?? path.slice(path.lastIndexOf('/') + 1),
    place: file ? placeOf(file, { path, start, end: start }) : fileStart(path),
    message: `${path} cannot be parsed: ${message}`,
    help: 'Mend the syntax of the file.',
  }
}

function unnamed(source: MigrationClass): LoadProblem {
  return {
    kind: 'unreadable',
    app,
    name: source.class.name,
    place: classPlace(source),
    message: `The name of the migration \`${source.class.name}\` is worked out when it runs`,
    help: 'Write the name out, as in `name = "AddPrice1700000000000"`.',
  }
}

/** `MigrationExecutor.getMigrations()` throws. */
function withoutTimestamp(source: MigrationClass, name: string): LoadProblem {
  return {
    kind: 'unloadable',
    app,
    name,
    place: classPlace(source),
    message: `The name of the migration \`${name}\` does not end in a timestamp of 13 digits`,
    help: 'TypeORM stops with "migration name is wrong", whatever it was asked to run. Let the class be called what it does and when it was written, as in `AddPrice1700000000000`.',
  }
}

/** `MigrationExecutor.checkForDuplicateMigrations()` throws. */
function duplicate(source: MigrationClass, name: string, known: TypeOrmMigration): LoadProblem {
  return {
    kind: 'unloadable',
    app,
    name,
    place: classPlace(source),
    message: `Two migrations are called \`${name}\``,
    help: 'TypeORM stops with "Duplicate migrations", whatever it was asked to run. Give the newer one a name and a timestamp of its own.',
    related: [{ message: 'the other one', place: known.place }],
  }
}
