import type { ChangeSet } from './change-set.ts'
import { groupBy } from './group-by.ts'
import { migrationId, type Migration, type MigrationId } from './migration.ts'
import { replacedBy, squashesOf } from './squash.ts'

/** The squashes at the head that the branch adds or edits, or of which it edits what they replace; all where all are judged. */
export function changedSquashes({ base, head, judgesAll }: ChangeSet): readonly Migration[] {
  const isChanged = ({ id, blobId }: Migration) => base?.migrations.get(id)?.blobId !== blobId
  return squashesOf(head).filter(
    (squash) =>
      judgesAll ||
      isChanged(squash) ||
      replacedBy(squash, head).there.some((migration) => isChanged(migration)),
  )
}

/** What was deleted in the change that brings what stands in for it. */
export interface EarlyCleanup {
  readonly squash: Migration
  readonly deleted: readonly Migration[]
  /** Whether the squash says what it replaces. */
  readonly isDeclared: boolean
}

/**
 * Squashes that the branch brings and at once deletes the replaced files of. One that does not say what it replaces is taken
 * for a squash where it begins the migrations of its app in place of those that are deleted, and keeps some of the others.
 */
export function earlyCleanups(changeSet: ChangeSet): readonly EarlyCleanup[] {
  const { base, head, changes } = changeSet
  const deleted = changes.flatMap((change) => (change.kind === 'deleted' ? [change.base] : []))
  const added = changes.flatMap((change) => (change.kind === 'added' ? [change.head] : []))
  const found: EarlyCleanup[] = []
  for (const squash of added) {
    const names = new Set(squash.replaces.map(({ app, name }) => migrationId(app, name)))
    const gone = deleted.filter(({ id }) => names.has(id))
    if (gone.length > 0) found.push({ squash, deleted: gone, isDeclared: true })
  }
  const declared = new Set(found.flatMap((cleanup) => cleanup.deleted))
  for (const [app, gone] of groupBy(
    deleted.filter((migration) => !declared.has(migration)),
    (migration) => migration.app,
  )) {
    const roots = base?.graph.rootNodes(app) ?? []
    const [begins] = added.filter(
      (migration) =>
        migration.app === app &&
        migration.replaces.length === 0 &&
        head.graph.rootNodes(app).includes(migration.id),
    )
    const isBegun = roots.length > 0 && roots.every((id) => gone.some((migration) => migration.id === id))
    if (begins && isBegun && isContinued(changeSet, app))
      found.push({ squash: begins, deleted: gone, isDeclared: false })
  }
  return found
}

/** Whether migrations of an app that were there before are still there. */
function isContinued({ base, head }: ChangeSet, app: string): boolean {
  return [...head.migrations.values()].some(
    (migration) => migration.app === app && isThere(base?.migrations, migration.id),
  )
}

const isThere = (migrations: ReadonlyMap<MigrationId, Migration> | undefined, id: MigrationId) =>
  migrations?.has(id) === true
