import { capital, codeListing } from '../model/listing.ts'
import { migrationId } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import { refused, type FileEdit, type Repair } from '../model/repair.ts'
import type { Situation } from './situation.ts'
import type { Subject } from './subject.ts'
import { verified } from './verified.ts'

/**
 * Writes the migrations that the models need and that are not there, of each app of which a finding says so, or which
 * lacks one only since history was put back.
 *
 * @param before the project as it was found
 */
export function writeMissing(
  { findings, now }: Situation,
  subject: Subject,
  before: Project,
): Repair | undefined {
  const { project, editor, tree } = subject
  const found = findings.filter(
    ({ rule, severity, app, directory }) =>
      rule === 'state/model-drift' &&
      severity === 'error' &&
      app !== undefined &&
      project.apps.get(app)?.directory === directory,
  )
  const apps = new Set([...found.map(({ app }) => app!), ...newlyDrifted(before, project)])
  const writing = apps.size === 0 ? undefined : project.missingMigrations?.({ at: now })
  if (!writing) return undefined
  const written = writing.written.filter(({ app }) => apps.has(app))
  const missing = written.map(({ app, name }) => migrationId(app, name))
  const title =
    missing.length > 0 ? `Write ${codeListing(missing)} for the models` : 'Write what the models need'
  const refusals = writing.refused
    .filter(({ app }) => apps.has(app))
    .map(({ app, reason, help, place }) => ({
      message: `The migration of \`${app}\` is not written: ${reason}.`,
      help: `${capital(help)}.`,
      place,
    }))
  if (refusals.length > 0) return refused(title, ...refusals)
  const lastOf = new Map(written.map(({ app, name }) => [app, name]))
  const edits: FileEdit[] = [
    ...written.map(({ path, text }): FileEdit => {
      // A new app's first migration brings its folder: that is for a person to add.
      return { kind: 'create', path, after: new TextEncoder().encode(text), tracked: false }
    }),
    ...[...lastOf].flatMap(([app, name]) => editor.leafFiles(subject, app, name)),
  ]
  const taken = written.find(({ path }) => tree.entry(path))
  if (taken)
    return refused(title, {
      message: `\`${taken.path}\` is there already.`,
      help: 'Rename it, or delete it.',
    })
  return verified(subject, { title, edits, refusals: [], notes: [] }, [...lastOf.keys()])
}

function newlyDrifted(before: Project, now: Project): readonly string[] {
  if (before.migrations.size === now.migrations.size && sameBlobs(before, now)) return []
  const known = new Set(before.drift?.differences.map(({ message }) => message))
  return (now.drift?.differences ?? []).flatMap(({ app, message }) => (known.has(message) ? [] : [app]))
}

function sameBlobs(before: Project, now: Project): boolean {
  return [...before.migrations.values()].every(({ id, blobId }) => now.migrations.get(id)?.blobId === blobId)
}
