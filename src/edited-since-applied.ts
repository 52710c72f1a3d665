import type { Framework, LoadedProject } from './frameworks/framework.ts'
import type { FileHistory } from './git/file-versions.ts'
import type { AppliedProblem, AppliedRow } from './model/applied.ts'
import type { EditGrade } from './model/change-set.ts'
import { codeListing } from './model/listing.ts'
import { migrationId, type Migration } from './model/migration.ts'
import { repairedTree } from './model/repaired-tree.ts'
import type { FileTree } from './model/tree.ts'
import { versionsRun, type Version, type VersionsRun } from './model/versions-run.ts'

export interface EditedRequest {
  readonly framework: Framework
  readonly loaded: LoadedProject
  /** Loads the same project out of another tree. */
  readonly load: (tree: FileTree) => LoadedProject
  readonly rows: readonly AppliedRow[]
  readonly history: FileHistory
  readonly blobs: (ids: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>
}

/** A migration that was run, and what of its file may have been. */
interface Suspect extends VersionsRun {
  readonly migration: Migration
  readonly appliedAt: number
  /** Whether the file of the working tree is another than that of the last commit. */
  readonly isUncommitted: boolean
}

/** The grades of what a database sees; `rules/history/edited-migration.md` says what they are. */
const seen: readonly EditGrade[] = ['code', 'schema']

/** Migrations of which a database has run another version than the files hold now. */
export async function editedSinceApplied({
  framework,
  loaded,
  load,
  rows,
  history,
  blobs,
}: EditedRequest): Promise<{
  readonly problems: readonly AppliedProblem[]
  readonly notes: readonly string[]
}> {
  const suspects = suspectsOf(loaded, rows, history)
  const texts = await blobs([
    ...new Set(suspects.flatMap(({ candidates }) => candidates.map(({ blob }) => blob!))),
  ])
  const grades = new Map(suspects.map((suspect) => [suspect, [] as (EditGrade | undefined)[]]))
  const messages = new Map<Suspect, readonly string[]>()
  const depth = Math.max(0, ...suspects.map(({ candidates }) => candidates.length))
  // One tree holds a version of every file, so that a project is loaded as often as one file has versions.
  for (let layer = 0; layer < depth; layer++) {
    const edits = suspects.flatMap(({ migration: { path }, candidates }) => {
      const bytes = texts.get(candidates[layer]?.blob ?? '')
      return bytes ? [{ kind: 'change' as const, path, before: bytes, after: bytes }] : []
    })
    const { project } = load(repairedTree(loaded.tree, edits))
    for (const suspect of suspects) {
      const { candidates, migration } = suspect
      const candidate = candidates[layer]
      if (!candidate) continue
      const old = project.migrations.get(migration.id)
      const edit =
        old &&
        (candidate.blob === migration.blobId
          ? undefined
          : framework.compare({ project, migration: old }, { project: loaded.project, migration }))
      grades.get(suspect)!.push(old ? (edit?.grade ?? 'text') : 'unresolved')
      if (layer === 0 && edit)
        messages.set(
          suspect,
          edit.parts.filter(({ grade }) => seen.includes(grade)).map(({ message }) => message),
        )
    }
  }
  const isSeen = (grade: EditGrade | undefined): boolean => grade !== undefined && seen.includes(grade)
  const surely = suspects.filter(
    (suspect) => !suspect.isUncommitted && suspect.next && grades.get(suspect)!.every(isSeen),
  )
  const perhaps = suspects.filter(
    (suspect) =>
      !surely.includes(suspect) &&
      grades.get(suspect)!.some((grade) => isSeen(grade) || grade === 'unresolved'),
  )
  return {
    problems: surely.map((suspect) => problemOf(suspect, messages.get(suspect) ?? [], loaded)),
    notes:
      perhaps.length === 0
        ? []
        : [
            `Whether this database has run ${codeListing(perhaps.map(({ migration }) => migration.id))} as ${perhaps.length === 1 ? 'it is' : 'they are'} now cannot be told: edited within a day of being run, not committed yet, or not to be told without running code.`,
          ],
  }
}

/**
 * Squashes and what they replace are left out: rows of the one stand for having run the other, and nothing tells which.
 */
function suspectsOf(
  { project, tree }: LoadedProject,
  rows: readonly AppliedRow[],
  { versions }: FileHistory,
) {
  const squashes = [...project.migrations.values()].filter(({ replaces }) => replaces.length > 0)
  const squashed = new Set(
    squashes.flatMap(({ id, replaces }) => [id, ...replaces.map(({ app, name }) => migrationId(app, name))]),
  )
  return rows.flatMap(({ app, name, appliedAt }): Suspect[] => {
    const migration = project.migrations.get(migrationId(app, name))
    if (!migration || appliedAt === undefined || squashed.has(migration.id)) return []
    const own: readonly Version[] = versions.get(migration.path) ?? []
    const run = versionsRun(own, appliedAt)
    const now = tree.entry(migration.path)?.id
    if (!run || run.candidates.every(({ blob }) => blob === now)) return []
    return [{ ...run, migration, appliedAt, isUncommitted: own[0]?.blob !== now }]
  })
}

function problemOf(
  { migration, appliedAt, next }: Suspect,
  parts: readonly string[],
  { project: { history } }: LoadedProject,
): AppliedProblem {
  const { id, app, path } = migration
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10)
  const { commit, committedAt } = next!
  const shown = parts.length > 3 ? [...parts.slice(0, 3), `and ${parts.length - 3} more`] : parts
  return {
    kind: 'edited',
    migration: id,
    path,
    message: `\`${id}\` was run on ${day(appliedAt)}, and ${commit.slice(0, 12)} edited it on ${day(committedAt)}: ${shown.join('; ')}. This database has what the file said before: ${history.editedEffect}.`,
    help: `Put the file back as it was, and write the change as a new migration: \`${history.newMigration(app)}\``,
  }
}
