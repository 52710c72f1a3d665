import { migrationId } from '../model/migration.ts'
import { codeListing } from '../model/listing.ts'
import type { Repair } from '../model/repair.ts'
import type { FileTree } from '../model/tree.ts'
import type { Subject } from './subject.ts'

/**
 * Names the last migration of each app in the file that holds a conflict about it, or that names one that is not there,
 * where there is one last migration: both sides are in order already, or were put in order by hand.
 */
export function nameLeaves(subject: Subject): Repair | undefined {
  const { project, tree, editor } = subject
  const edits = [...project.apps.keys()].flatMap((app) => {
    const [leaf, ...more] = project.graph.leafNodes(app)
    if (leaf === undefined || more.length > 0 || !project.graph.isCertain(app)) return []
    const edits = editor.leafFiles(subject, app, project.migrations.get(leaf)!.name)
    return edits.filter((edit) => {
      const named = edit.kind === 'change' ? new TextDecoder().decode(edit.before).trim() : ''
      return isInConflict(tree, edit.path) || !project.migrations.has(migrationId(app, named))
    })
  })
  if (edits.length === 0) return undefined
  const title = `Name the last migration in ${codeListing(edits.map(({ path }) => path))}`
  return { title, edits, refusals: [], notes: [] }
}

/** The paths of files of this name in which conflict markers stand. */
export function conflictsIn(tree: FileTree, name: string): readonly string[] {
  return tree.paths.filter(
    (path) => path.slice(path.lastIndexOf('/') + 1) === name && isInConflict(tree, path),
  )
}

function isInConflict(tree: FileTree, path: string): boolean {
  const bytes = tree.entry(path)?.kind === 'file' ? tree.read(path) : undefined
  return bytes !== undefined && /^<{7}/m.test(new TextDecoder().decode(bytes))
}
