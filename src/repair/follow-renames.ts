import { editGrades } from '../model/change-set.ts'
import { codeListing } from '../model/listing.ts'
import { migrationId, type Migration, type MigrationId } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import type { FileEdit, Repair } from '../model/repair.ts'
import type { Situation } from './situation.ts'
import type { Subject } from './subject.ts'

/**
 * In the middle of a rebase, commits that are replayed name migrations as they were called before they were put on top
 * of others. What such a commit has just brought follows the new names.
 *
 * @returns undefined where no rebase is in progress, or nothing names an old name
 */
export function followRenames(situation: Situation, subject: Subject): Repair | undefined {
  const { project, tree, editor, isOwn, reload } = subject
  const before = situation.original && reload(situation.original)
  if (!before) return undefined
  const edits: FileEdit[] = []
  const renamed = new Set<MigrationId>()
  for (const migration of project.migrations.values()) {
    if (!isOwn(migration)) continue
    const isUntouched = situation.original.entry(migration.path)?.id === tree.entry(migration.path)?.id
    const names = [
      ...missingNames(migration, project),
      ...(isUntouched ? takenNames(migration, subject, before) : []),
    ]
    const changes = names.flatMap(({ app, name }) => {
      const to = newNameOf(situation, subject, before, migrationId(app, name))
      return to === undefined ? [] : [{ within: 'everywhere' as const, app, from: name, to }]
    })
    const bytes = tree.read(migration.path)
    const after = bytes && changes.length > 0 ? editor.withReferences(subject, migration, changes) : undefined
    if (!bytes || !after) continue
    edits.push({ kind: 'change', path: migration.path, before: bytes, after })
    for (const { app, to } of changes) renamed.add(migrationId(app, to))
  }
  if (edits.length === 0) return undefined
  return { title: `Follow the new names of ${codeListing([...renamed])}`, edits, refusals: [], notes: [] }
}

/** What a migration names and what is not there. */
function missingNames({ dependencies, runBefore, replaces }: Migration, { migrations, apps }: Project) {
  const edges = [...dependencies, ...runBefore].flatMap((each) => (each.kind === 'migration' ? [each] : []))
  return [...edges, ...replaces].filter(
    (named) => apps.has(named.app) && !migrations.has(migrationId(named.app, named.name)),
  )
}

/** What a migration names and what is there, as a migration of the target's that took the name of one of the branch. */
function takenNames({ dependencies, runBefore }: Migration, { project, isOwn }: Subject, before: Project) {
  const edges = [...dependencies, ...runBefore].flatMap((each) => (each.kind === 'migration' ? [each] : []))
  return edges.filter(({ app, name }) => {
    const [now, old] = [project, before].map(({ migrations }) => migrations.get(migrationId(app, name)))
    return now && old && !isOwn(now) && now.blobId !== old.blobId
  })
}

/** The one migration of the branch that is what an old name stood for, but for its number and its place in the order. */
function newNameOf(
  { compare }: Situation,
  { project, isOwn }: Subject,
  before: Project,
  id: MigrationId,
): string | undefined {
  const old = before.migrations.get(id)
  if (!old) return undefined
  const isSame = (now: Migration): boolean => {
    const edit = compare({ project: before, migration: old }, { project, migration: now })
    return edit === undefined || editGrades.indexOf(edit.grade) <= editGrades.indexOf('graph')
  }
  const [found, ...more] = [...project.migrations.values()].filter(
    (now) =>
      now.app === old.app &&
      isOwn(now) &&
      !before.migrations.has(now.id) &&
      withoutNumber(now.name) === withoutNumber(old.name) &&
      isSame(now),
  )
  return more.length === 0 ? found?.name : undefined
}

const withoutNumber = (name: string): string => name.replace(/^\d+/, '')
