import { migrationId, type Dependency, type Migration, type Unresolved } from '../../model/migration.ts'
import { fileStart } from '../../model/place.ts'
import type { LoadProblem } from '../../model/project.ts'
import type { FileTree } from '../../model/tree.ts'
import { classAttribute } from '../../python/attributes.ts'
import { absoluteName } from '../../python/imports.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import type { SourceFile } from '../../python/scope.ts'
import { placeOf } from '../../model/source-place.ts'
import { constant, type ClassValue, type Value } from '../../python/value.ts'
import { readDependencies, readReplaces } from './dependencies.ts'
import { located } from './items.ts'
import { readOperations } from './operations.ts'
import type { DjangoApp } from './layout.ts'

/** A migration with what the comparison of two versions of it needs. */
export interface DjangoMigration extends Migration {
  readonly file: SourceFile
  /** Undefined where what `Migration` is cannot be read. */
  readonly class: ClassValue | undefined
  /** False where it may replace more than `replaces` holds. */
  readonly replacesAreKnown: boolean
  readonly initial: Value
  readonly atomic: Value
  readonly operationValues: readonly Value[]
}

export type MigrationFile = { readonly migration: DjangoMigration } | { readonly problem: LoadProblem }

/** Reads one file of an app's migrations folder, as the loader's `load_disk` would import it. */
export function readMigrationFile(
  tree: FileTree,
  interpreter: Interpreter,
  app: DjangoApp,
  name: string,
  authUserModel: string | undefined,
): MigrationFile {
  const path = `${app.migrations.directory}/${name}.py`
  const problem = (
    kind: LoadProblem['kind'],
    message: string,
    help: string,
    place = fileStart(path),
  ): MigrationFile => ({
    problem: { kind, app: app.label, name, place, message, help },
  })
  const entry = tree.entry(path)
  const file = interpreter.modules.parse(path)
  if (!file || entry?.kind !== 'file') {
    const what =
      entry?.kind === 'symlink'
        ? 'it is a symbolic link, which is not followed'
        : 'its contents cannot be read'
    return problem(
      'unreadable',
      `\`${path}\` cannot be checked: ${what}`,
      'Put the file itself into the repository.',
    )
  }
  const { syntaxError, tooDeep } = file.module
  if (syntaxError) {
    const place = placeOf(file.module, { path, ...syntaxError })
    return problem(
      'unloadable',
      `\`${path}\` is not valid Python: ${syntaxError.message}`,
      'Mend the syntax: nothing of the project can be migrated while one migration cannot be imported.',
      place,
    )
  }
  if (tooDeep)
    return problem(
      'unreadable',
      `\`${path}\` is nested too deeply to be read`,
      'Split the expression at fault.',
    )

  const scope = interpreter.module(path)
  const value = scope && interpreter.lookup('Migration', scope)
  if (!scope || (!value && scope.starred.length === 0)) {
    return problem(
      'unloadable',
      `\`${path}\` has no \`Migration\` class`,
      'Move helper code out of the migrations folder, or let its file name start with an underscore: Django imports every other module there as a migration.',
    )
  }
  const cls = value?.kind === 'class' ? value : undefined
  const attribute = (key: string, fallback: Value): Value => (cls && classAttribute(cls, key)) ?? fallback
  const unknownClass: Unresolved[] = cls
    ? []
    : [{ place: fileStart(path), source: 'Migration', reason: 'what `Migration` is cannot be read' }]

  const list = (key: string) => located(attribute(key, emptyList(path)), key, cls, path)
  const dependencies = list('dependencies')
  const read = readOperations(file.module, list('operations'))
  const declared: Dependency[] = readDependencies(file.module, dependencies, authUserModel)
  const unknown = unknownClass.map((unresolved): Dependency => ({
    kind: 'unresolved',
    unresolved,
    place: unresolved.place,
  }))
  const runBefore = readDependencies(file.module, list('run_before'), authUserModel)
  const replaces = readReplaces(file.module, list('replaces'))
  return {
    migration: {
      id: migrationId(app.label, name),
      app: app.label,
      name,
      path,
      place: cls ? nameOfClass(file, cls) : fileStart(path),
      blobId: entry.id,
      tracked: entry.tracked,
      dependencies: [...declared, ...unknown],
      dependenciesPlace: placeOf(file.module, dependencies.origin),
      runBefore,
      replaces: replaces.references,
      operations: read.operations,
      unresolved: [
        ...unknownClass,
        ...unresolvedIn(declared),
        ...unresolvedIn(runBefore),
        ...replaces.unresolved,
        ...read.unresolved,
      ],
      file,
      class: cls,
      replacesAreKnown: replaces.unresolved.length === 0,
      initial: attribute('initial', constant(null)),
      atomic: attribute('atomic', constant(true)),
      operationValues: read.values,
    },
  }
}

const emptyList = (path: string): Value => ({ kind: 'list', items: [], origin: { path, start: 0, end: 0 } })

/** `class Migration` alone: an annotation on the whole class would cover the file. */
function nameOfClass(file: SourceFile, cls: ClassValue) {
  if (cls.origin.path !== file.path) return fileStart(file.path)
  const colon = file.module.text.indexOf('\n', cls.origin.start)
  return placeOf(file.module, { ...cls.origin, end: colon < 0 ? cls.origin.end : colon })
}

function unresolvedIn(dependencies: readonly Dependency[]): Unresolved[] {
  return dependencies.flatMap((dependency) =>
    dependency.kind === 'unresolved' ? [dependency.unresolved] : [],
  )
}

/** Whether a file imports, at its top level, modules that can be read, the project's settings, or what it installs. */
export function importsSource(interpreter: Interpreter, path: string): boolean {
  const body = interpreter.modules.parse(path)?.module.body ?? []
  const names = body.flatMap((stmt) => {
    if (stmt.type === 'Import') return stmt.names.map(({ name }) => name)
    return stmt.type === 'ImportFrom' ? [absoluteName(stmt.module, stmt.level, path)] : []
  })
  return names.some((name) =>
    name.startsWith('django.')
      ? /^django\.(?:conf|apps)\b/.test(name)
      : [name, name.split('.', 1)[0]!].some((each) => interpreter.modules.find(each, path) !== undefined),
  )
}
