import type { Conflict } from '../model/conflict.ts'
import { codeListing, listing } from '../model/listing.ts'
import { refused, type FileEdit, type Refusal, type Repair } from '../model/repair.ts'
import type { Subject } from './subject.ts'

/** Joins the leaf nodes of each app with a new migration. */
export function mergeLeaves(subject: Subject, conflicts: readonly Conflict[], now: Date): Repair {
  const { project, tree, editor } = subject
  const title = `Join the leaf nodes of ${listing(conflicts.map(({ app }) => `\`${app}\``))}`
  const edits: FileEdit[] = []
  const refusals: Refusal[] = []
  for (const { app, leaves, ancestors } of conflicts) {
    const joined = leaves.map((leaf) => project.migrations.get(leaf)!)
    const { name, path, bytes } = editor.mergeMigration(subject, app, joined, now)
    if (ancestors.length === 0)
      refusals.push({
        message: `${codeListing(leaves)} have no migration of \`${app}\` in common.`,
        help: 'Let the first one of this branch depend on the other leaf node by hand.',
        place: joined[0]!.dependenciesPlace,
      })
    else if (tree.entry(path))
      refusals.push({ message: `\`${path}\` is there already.`, help: 'Rename it, or delete it.' })
    else {
      edits.push({ kind: 'create', path, after: bytes, tracked: joined.every(({ tracked }) => tracked) })
      edits.push(...editor.leafFiles(subject, app, name))
    }
  }
  return refusals.length > 0 ? refused(title, ...refusals) : { title, edits, refusals, notes: [] }
}
