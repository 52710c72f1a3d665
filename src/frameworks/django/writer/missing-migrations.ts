import type { Writing, WritingOptions, WrittenMigration } from '../../../model/writing.ts'
import type { Operation } from '../autodetector/operation.ts'
import type { SplitMigration } from '../autodetector/split.ts'
import { writeOperation } from '../autodetector/write.ts'
import { placeIn, type DetectedDrift } from '../drift.ts'
import type { KnownProject } from '../known-project.ts'
import { dependencyTexts } from './dependencies.ts'
import { fileText } from './file-text.ts'
import { isIgnored, refuseIgnored } from './ignored.ts'
import { nameMigrations, type NamedMigrations } from './named-migrations.ts'
import { questionsOf } from './questions.ts'
import { Refusals, type Refuse } from './refusing.ts'
import { refuseRenamedModels } from './renamed-models.ts'
import { requiredMigrations } from './required-migrations.ts'
import { refuseUndecided, refuseUnreadable } from './undecided.ts'
import { valueWriter } from './value-writer.ts'
import { withWrittenFields } from './written-field.ts'

/**
 * The migrations that `makemigrations --noinput` would write (django/db/migrations/{autodetector,writer}.py), of each app
 * of which all is known and nothing would be asked; of the others, why not. Byte for byte what Django's writer gives,
 * which leaves the order of sets and of dependencies to chance before 5.0: they are sorted here as since then. Formatters
 * that Django would run over the files (`black`, where it is installed) are left to the caller.
 */
export function missingMigrations(
  project: KnownProject,
  detected: DetectedDrift,
  { at, header = true }: WritingOptions,
): Writing {
  const { version, release } = project
  const { changes, context, from } = detected
  const refusals = new Refusals()
  const refuseOf =
    (app: string): Refuse =>
    (reason, help, origin) =>
      refusals.add({ app, reason, help, place: placeIn(project, origin) })
  refuseUndecided(detected, refusals, project)
  const named = nameMigrations(project, detected, at, refuseOf)
  const written: WrittenMigration[] = []
  const skipped = new Set<string>()
  for (const [app, migrations] of changes.migrations) {
    const refuse = refuseOf(app)
    if (operationsOf(migrations).every((operation) => isIgnored(operation, project.ignored))) skipped.add(app)
    refuseRenamedModels(operationsOf(migrations), detected, version, refuse)
    for (const operation of operationsOf(migrations)) {
      refuseIgnored(operation, project.ignored, refuse)
      questionsOf(operation, from, version, refuse)
      refuseUnreadable(operation, detected, refuse)
    }
    for (const [index, migration] of migrations.entries()) {
      const { name, path, isInitial } = named.get(app)![index]!
      const imports = new Set<string>()
      const writer = valueWriter(context, imports, refuse)
      const operations = migration.operations
        .map((operation) => withWrittenFields(operation, detected, project.layout.apps, refuse))
        .map((operation) => writeOperation(operation, writer))
      const required = requiredMigrations(app, index, named, { project, detected, refusals, refuse })
      if (required.settings.length > 0) imports.add('from django.conf import settings')
      const dependencies = dependencyTexts(required, version)
      const content = {
        header: header ? { release, at } : undefined,
        ...{ imports, isInitial, dependencies, operations },
      }
      written.push({ app, name, path, text: fileText(content, version) })
    }
  }
  refuseWhatWaits(detected, named, (app) => skipped.has(app) || refusals.has(app), refusals, project)
  return {
    written: written.filter(({ app }) => !refusals.has(app) && !skipped.has(app)),
    refused: refusals.all.filter(({ app }) => !skipped.has(app)),
  }
}

/** What comes after a migration that is not written is not written either. */
function refuseWhatWaits(
  { changes }: DetectedDrift,
  named: NamedMigrations,
  isLeftOut: (app: string) => boolean,
  refusals: Refusals,
  project: KnownProject,
): void {
  for (let isMore = true; isMore;) {
    isMore = false
    for (const [app, migrations] of changes.migrations) {
      if (isLeftOut(app)) continue
      const awaited = migrations
        .flatMap(({ requirements }) => requirements)
        .find((required) => required.kind === 'new' && isLeftOut(required.app))
      if (awaited?.kind !== 'new') continue
      const { name } = named.get(awaited.app)![awaited.index]!
      refusals.add({
        app,
        reason: `it comes after \`${awaited.app}.${name}\`, which is not written`,
        help: `write that of \`${awaited.app}\` first`,
        place: placeIn(
          project,
          operationsOf(migrations)[0]!.report.to ?? operationsOf(migrations)[0]!.report.from!,
        ),
      })
      isMore = true
    }
  }
}

const operationsOf = (migrations: readonly SplitMigration[]): readonly Operation[] =>
  migrations.flatMap(({ operations }) => operations)
