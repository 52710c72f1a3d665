import type { SquashRequest, SquashWriting } from '../../../model/squash-writing.ts'
import { truth, type Origin } from '../../../python/value.ts'
import { writeOperation } from '../autodetector/write.ts'
import { placeIn } from '../drift.ts'
import { contextOf, type KnownProject } from '../known-project.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { MigrationOperation } from '../optimizer/migration-operation.ts'
import { optimize } from '../optimizer/optimize.ts'
import { readOperation } from '../optimizer/read-operation.ts'
import { isAtLeast } from '../values/conditions.ts'
import { dependencyTexts } from '../writer/dependencies.ts'
import { fileText } from '../writer/file-text.ts'
import { Refusals } from '../writer/refusing.ts'
import { valueWriter } from '../writer/value-writer.ts'
import { inItsTransaction, runsBefore, transactionNote, withoutTransaction } from './carried-over.ts'
import { codeWriter } from './code-writer.ts'
import { namedRange } from './named-range.ts'
import { squashDependencies } from './squash-dependencies.ts'

/**
 * A squash as `squashmigrations` writes it (django/core/management/commands/squashmigrations.py), of operations all of
 * which are known. Functions that its steps run are copied where Django leaves that to people.
 */
export function writeSquash(project: KnownProject, request: SquashRequest): SquashWriting {
  const { app, at, header = true } = request
  const { version, release, layout } = project
  const migrations = namedRange(project, request)
  if ('reason' in migrations) return { refused: [migrations] }
  const refusals = new Refusals()
  const refuse = (reason: string, help: string, origin: Origin) =>
    refusals.add({ app, reason, help, place: placeIn(project, origin) })
  refuseWhole(migrations, project, refusals)

  const { context } = contextOf(project)
  const operations: MigrationOperation[] = []
  const without = withoutTransaction(migrations)
  const carried = (operation: MigrationOperation, migration: DjangoMigration) =>
    without.length === 0 || without.includes(migration) ? operation : inItsTransaction(operation)
  for (const migration of migrations)
    for (const value of migration.operationValues) {
      const read = readOperation(value, app, context)
      if ('operation' in read) operations.push(carried(read.operation, migration))
      else {
        const { path } = migration
        const { cause, remedy, origin } = read.unreadable
        refuse(
          cause,
          remedy ?? 'run `squashmigrations`',
          origin.path === '' ? { path, start: 0, end: 0 } : origin,
        )
      }
    }
  if (refusals.all.length > 0) return { refused: refusals.all }

  const left = optimize(operations, version)
  const imports = new Set<string>()
  const code = codeWriter({ context, imports, refuse, migrations })
  const writer = { ...valueWriter(context, imports, refuse), code: code.write }
  const texts = left.map((operation) => writeOperation(operation, writer))
  const dependencies = squashDependencies(migrations)
  if (dependencies.settings.length > 0) imports.add('from django.conf import settings')
  const name = squashName(migrations, request)
  const path = `${layout.apps.get(app)!.migrations.directory}/${name}.py`
  if (project.tree.entry(path))
    refusals.add({
      ...{ app, reason: `\`${path}\` is there already`, help: 'squash another range' },
      place: migrations[0]!.place,
    })
  if (refusals.all.length > 0) return { refused: refusals.all }

  const content = {
    header: header ? { release, at } : undefined,
    imports,
    definitions: code.definitions(),
    replaces: migrations.map((migration) => ({ app, name: migration.name })),
    isInitial: request.from === undefined,
    isAtomic: without.length === 0,
    dependencies: dependencyTexts(dependencies, version),
    runBefore: dependencyTexts({ leaf: undefined, others: runsBefore(migrations), settings: [] }, version),
    operations: texts,
  }
  return {
    written: { app, name, path, text: fileText(content, version) },
    replaced: migrations.map((migration) => migration.name),
    operations: { before: operations.length, after: left.length },
    note: transactionNote(migrations),
  }
}

function squashName(migrations: readonly DjangoMigration[], { from }: SquashRequest): string {
  const last = migrations.at(-1)!.name
  return from === undefined ? `0001_squashed_${last}` : `${migrations[0]!.name}_squashed_${last}`
}

/** What makes a migration as a whole one that cannot be squashed. */
function refuseWhole(
  migrations: readonly DjangoMigration[],
  { version }: KnownProject,
  refusals: Refusals,
): void {
  for (const { app, id, place, replaces, dependencies, runBefore, atomic, class: cls } of migrations) {
    if (replaces.length > 0 && !isAtLeast(version, [6, 0]))
      refusals.add({
        ...{ app, place, reason: `\`${id}\` is a squash, and Django squashes no squashes before 6.0` },
        help: 'finish it first: remove what it replaces, and its `replaces`',
      })
    const isRead = [...dependencies, ...runBefore].every(({ kind }) => kind !== 'unresolved')
    if (!cls || !isRead || truth(atomic) === undefined)
      refusals.add({
        ...{ app, place, reason: `not all of \`${id}\` can be read` },
        help: 'write out what it depends on, what it comes before, and whether it is atomic',
      })
  }
}
