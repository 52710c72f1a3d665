import { codeListing } from '../model/listing.ts'
import { migrationId, type Migration, type MigrationId } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import { refused, type FileEdit, type Refusal, type Repair } from '../model/repair.ts'
import type { FileTree } from '../model/tree.ts'
import { renumbered, widthOf } from './numbering.ts'
import type { Subject } from './subject.ts'

/** What committed history says: the merge base, and what is committed on the branch itself. */
export interface Committed {
  readonly base: { readonly tree: FileTree; readonly project: Project; readonly name: string }
  /** HEAD's tree; undefined where nothing was committed yet. */
  readonly head: FileTree | undefined
}

/** Brings back migrations that were deleted, and the text of those that were edited, as they are at the merge base. */
export function restore(
  { tree, editor }: Subject,
  { base, head }: Committed,
  deleted: readonly Migration[],
  edited: readonly Migration[],
): Repair {
  const all = [...deleted, ...edited]
  const title = `Put back ${codeListing(all.map(({ id }) => id))} as on ${base.name}`
  const edits: FileEdit[] = []
  const refusals: Refusal[] = []
  const isKept = (id: MigrationId): boolean => {
    const [now, before] = [edited.find((migration) => migration.id === id), base.project.migrations.get(id)]
    return (
      now !== undefined && before !== undefined && editor.appendedMigration(before, now, id) !== undefined
    )
  }
  for (const { path, id } of all) {
    const after = base.tree.read(path)
    const before = tree.read(path)
    if (!after) refusals.push({ message: `\`${path}\` of ${base.name} cannot be read.`, help: '' })
    else if (!before) edits.push({ kind: 'create', path, after, tracked: true })
    else if (head?.entry(path)?.id !== tree.entry(path)?.id && !isKept(id))
      refusals.push({
        message: `\`${id}\` has changes that are not committed, and they would be lost.`,
        help: 'Commit them first, or put them away: `git stash`',
        place: { path, line: 1, column: 1, endLine: 1, endColumn: 1 },
      })
    else edits.push({ kind: 'change', path, before, after })
  }
  return refusals.length > 0 ? refused(title, ...refusals) : { title, edits, refusals, notes: [] }
}

/** What became of edits: those that are kept as migrations, and those that are in none. */
export interface KeptEdits {
  readonly repair: Repair | undefined
  readonly lost: readonly Migration[]
}

/**
 * Keeps what was added at the end of edited migrations as new ones.
 *
 * @param subject the project after the migrations were put back
 * @param edited the migrations as they were edited
 */
export function keepEdits(subject: Subject, { base }: Committed, edited: readonly Migration[]): KeptEdits {
  const { project, editor, tree } = subject
  const edits: FileEdit[] = []
  const lost: Migration[] = []
  const kept: string[] = []
  const lastIn = new Map<string, string>()
  for (const migration of edited) {
    const { app, id } = migration
    const [leaf, ...more] = project.graph.leafNodes(app)
    const last = lastIn.get(app) ?? (leaf === undefined ? undefined : project.migrations.get(leaf)!.name)
    const name = last === undefined ? undefined : nameAfter(subject, migration, last)
    const bytes =
      name === undefined || last === undefined || more.length > 0
        ? undefined
        : editor.appendedMigration(base.project.migrations.get(id)!, migration, last)
    const path = `${project.apps.get(app)!.directory}/${name}${migration.path.slice(migration.path.lastIndexOf('.'))}`
    if (!bytes || name === undefined || tree.entry(path)) {
      lost.push(migration)
      continue
    }
    edits.push({ kind: 'create', path, after: bytes, tracked: true })
    kept.push(migrationId(app, name))
    lastIn.set(app, name)
  }
  for (const [app, name] of lastIn) edits.push(...editor.leafFiles(subject, app, name))
  const title = `Keep what was added as ${codeListing(kept)}`
  return { repair: kept.length > 0 ? { title, edits, refusals: [], notes: [] } : undefined, lost }
}

/** `0004_stock_more` for what was added to `0002_stock`, where `0003_price` is the last. */
function nameAfter(subject: Subject, { name }: Migration, last: string): string | undefined {
  const number = subject.editor.numberOf(subject, last)
  if (number === undefined) return undefined
  const [fresh] = renumbered([`0_${name.replace(/^\d+_?/, '')}_more`], number, widthOf(last))
  return fresh
}
