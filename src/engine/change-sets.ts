import type { ChangeSet, Edit, MigrationChange } from '../model/change-set.ts'
import type { Database } from '../model/database.ts'
import { migrationId, type Migration, type MigrationId } from '../model/migration.ts'
import { emptyProject, type Project } from '../model/project.ts'
import { samePath, type FileTree } from '../model/tree.ts'
import { pairProjects } from './pair-projects.ts'
import { matchRenames } from './renames.ts'

/** A tree and what was loaded from it. */
export interface LoadedTree {
  readonly tree: FileTree
  readonly projects: readonly Project[]
}

type Version = { readonly project: Project; readonly migration: Migration }

/** How two versions of a migration differ; undefined where their bytes are the same. */
export type Compare = (before: Version, after: Version) => Edit | undefined

export interface ChangeSetInput {
  readonly base: LoadedTree | undefined
  readonly head: LoadedTree
  readonly target: LoadedTree | undefined
  readonly merged: LoadedTree | undefined
  /** The working tree where the head is the index; else the head itself. */
  readonly workingTree: LoadedTree
  readonly names: ChangeSet['names']
  readonly standing: ChangeSet['standing']
  /** Whether the effects of every migration are judged, not only those of added ones. */
  readonly judgesAll: boolean
  /** The databases by the config; empty where it says nothing. */
  readonly databases: readonly Database[]
}

/** Lays the trees' projects side by side and tells what happened to each project's migrations. */
export function changeSets(input: ChangeSetInput, compareIn: (framework: string) => Compare): ChangeSet[] {
  const { base, head, target, merged, workingTree, names, standing, judgesAll } = input
  const fromBase = pairProjects(head.projects, base?.projects ?? [])
  const gone = (base?.projects ?? []).filter((project) => ![...fromBase.values()].includes(project))
  const heads = [...head.projects, ...gone.map(emptyProject)]
  for (const [index, project] of gone.entries()) fromBase.set(heads[head.projects.length + index]!, project)
  const fromTarget = pairProjects(heads, target?.projects ?? [])
  const fromMerged = pairProjects(heads, merged?.projects ?? [])
  const fromWorkingTree = pairProjects(heads, workingTree.projects)

  return heads.map((project) => {
    const before = fromBase.get(project)
    const there = fromTarget.get(project)
    const compare = compareIn(project.framework)
    const changes = migrationChanges(before, project, there, compare)
    return {
      base: before,
      head: project,
      target: there,
      merged: fromMerged.get(project),
      names,
      standing,
      changes,
      judged: judgesAll ? new Set(project.migrations.keys()) : addedAnew(changes, before),
      judgesAll,
      databases: input.databases.length > 0 ? input.databases : (project.databases ?? []),
      changedModels: changedModels(base?.tree, head.tree, before, project),
      untracked: [...(fromWorkingTree.get(project)?.migrations.values() ?? [])].filter(
        (migration) => !migration.tracked,
      ),
    }
  })
}

/**
 * What happened to a project's migrations on this branch. What the target's tip has just the same is not this
 * branch's doing, and merging it changes nothing. A file that cannot be loaded on one side is neither added
 * nor deleted: it is reported for itself.
 */
function migrationChanges(
  base: Project | undefined,
  head: Project,
  target: Project | undefined,
  compare: Compare,
): MigrationChange[] {
  const before = base?.migrations ?? new Map<string, Migration>()
  const broken = (project: Project | undefined) =>
    new Set(project?.problems.map(({ app, name }) => `${app}.${name}`))
  const [brokenBefore, brokenNow] = [broken(base), broken(head)]
  const added = [...head.migrations.values()].filter(
    ({ id, blobId }) =>
      !before.has(id) && !brokenBefore.has(id) && target?.migrations.get(id)?.blobId !== blobId,
  )
  const deleted = [...before.values()].filter(
    ({ id }) => !head.migrations.has(id) && !brokenNow.has(id) && (!target || target.migrations.has(id)),
  )
  const edited: MigrationChange[] = []
  for (const migration of head.migrations.values()) {
    const old = before.get(migration.id)
    if (!old || !base || old.blobId === migration.blobId) continue
    if (target?.migrations.get(migration.id)?.blobId === migration.blobId) continue
    const edit = compare({ project: base, migration: old }, { project: head, migration })
    if (edit) edited.push({ kind: 'edited', base: old, head: migration, edit })
  }
  if (!base) return added.map((migration) => ({ kind: 'added', head: migration }))
  const { renamed, rest } = matchRenames(base, head, deleted, added, compare)
  return [
    ...edited,
    ...renamed,
    ...rest.deleted.map((migration): MigrationChange => ({ kind: 'deleted', base: migration })),
    ...rest.added.map((migration): MigrationChange => ({ kind: 'added', head: migration })),
  ]
}

/** The added migrations, without squashes of what databases have run already. */
function addedAnew(changes: readonly MigrationChange[], base: Project | undefined): ReadonlySet<MigrationId> {
  const added = changes.flatMap((change) => (change.kind === 'added' ? change.head : []))
  const isAnew = ({ replaces }: Migration) =>
    !replaces.some(({ app, name }) => base?.migrations.has(migrationId(app, name)))
  return new Set(added.filter(isAnew).map(({ id }) => id))
}

function changedModels(
  baseTree: FileTree | undefined,
  headTree: FileTree,
  base: Project | undefined,
  head: Project,
): ReadonlyMap<string, readonly string[]> {
  const changed = new Map<string, readonly string[]>()
  for (const [label, app] of head.apps) {
    const paths = new Set([...app.modelPaths, ...(base?.apps.get(label)?.modelPaths ?? [])])
    const differing = [...paths].filter((path) => !baseTree || !samePath(baseTree, headTree, path)).sort()
    if (differing.length > 0) changed.set(label, differing)
  }
  return changed
}
