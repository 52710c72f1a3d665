import { conflicts, ownDependencies } from '../model/conflict.ts'
import { codeListing } from '../model/listing.ts'
import { migrationId, type Migration, type MigrationId } from '../model/migration.ts'
import type { Project } from '../model/project.ts'
import { repairedTree } from '../model/repaired-tree.ts'
import type { FileEdit, Repair } from '../model/repair.ts'
import type { Situation } from './situation.ts'
import type { Subject } from './subject.ts'

/**
 * Drops the branch's own migrations that do what one of the target's does, and what cannot be done twice: they were picked
 * over, or put on top there meanwhile. Only in apps with conflicting leaf nodes, and only where nothing but the number, the place in the order and
 * comments tells the two apart; what depends on the one that goes depends on the other one from then on.
 */
export function dropDuplicates(situation: Situation, subject: Subject): Repair | undefined {
  const { project, tree, editor, isOwn } = subject
  const twins = new Map<MigrationId, Migration>()
  const invalid = new Set(project.invalidOperations?.map(({ migration }) => migration))
  for (const { app } of conflicts(project).values()) {
    const all = [...project.migrations.values()].filter((migration) => migration.app === app)
    for (const own of all.filter(isOwn)) {
      const [twin, ...more] = all.filter((other) => !isOwn(other) && areTwins(situation, subject, own, other))
      // What may well be done twice stays.
      const isOnce = twin !== undefined && (invalid.has(own.id) || invalid.has(twin.id))
      if (isOnce && more.length === 0) twins.set(own.id, twin)
    }
  }
  keepInLine(twins, subject)
  const dropped = [...twins.keys()].map((id) => project.migrations.get(id)!)
  if (dropped.length === 0 || new Set(twins.values()).size < twins.size) return undefined
  const edits: FileEdit[] = []
  for (const migration of project.migrations.values()) {
    const before = tree.read(migration.path)
    if (!before) return undefined
    if (twins.has(migration.id)) {
      edits.push({ kind: 'delete', path: migration.path, before })
      continue
    }
    const changes = namedBy(migration).flatMap(({ app, name }) => {
      const twin = twins.get(migrationId(app, name))
      return twin ? [{ within: 'everywhere' as const, app, from: name, to: twin.name }] : []
    })
    if (changes.length === 0) continue
    const after = isOwn(migration) ? editor.withReferences(subject, migration, changes) : undefined
    if (!after) return undefined
    edits.push({ kind: 'change', path: migration.path, before, after })
  }
  return {
    title: `Drop ${codeListing(dropped.map(({ id }) => id))}, which ${codeListing(dropped.map(({ id }) => twins.get(id)!.id))} ${dropped.length === 1 ? 'repeats' : 'repeat'}`,
    edits,
    refusals: [],
    notes: dropped.map(
      ({ id }) => `A database that has run \`${id}\` on this branch has to go back before it first.`,
    ),
  }
}

/** Only the first ones of a chain go: what comes after one that stays would lose it. */
function keepInLine(twins: Map<MigrationId, Migration>, { project, isOwn }: Subject): void {
  const stays = ({ app, name }: { readonly app: string; readonly name: string }): boolean => {
    const parent = project.migrations.get(migrationId(app, name))
    return parent !== undefined && isOwn(parent) && !twins.has(parent.id)
  }
  for (let size = -1; size !== twins.size;) {
    size = twins.size
    for (const id of [...twins.keys()])
      if (ownDependencies(project.migrations.get(id)!).some(stays)) twins.delete(id)
  }
}

/** Whether neither comes after the other, and both are the same but for their numbers and what comes right before them. */
function areTwins({ compare }: Situation, subject: Subject, own: Migration, other: Migration): boolean {
  const { project } = subject
  const { graph } = project
  if (own.operations.length === 0 || withoutNumber(own.name) !== withoutNumber(other.name)) return false
  if (graph.ancestors(own.id).has(other.id) || graph.ancestors(other.id).has(own.id)) return false
  const moved = movedAfter(ownDependencies(other), own, subject)
  const edit = moved && compare({ project, migration: other }, moved)
  return moved !== undefined && (edit === undefined || edit.grade === 'text')
}

/** A migration as it would be if it came after what another one comes after. */
function movedAfter(
  parents: ReturnType<typeof ownDependencies>,
  own: Migration,
  subject: Subject,
): { readonly project: Project; readonly migration: Migration } | undefined {
  const { tree, editor, reload } = subject
  const [from, ...more] = ownDependencies(own)
  const [to, ...others] = parents
  if (!from || !to || more.length + others.length > 0) return undefined
  const change = { within: 'dependencies' as const, app: own.app, from: from.name, to: to.name }
  const before = tree.read(own.path)
  const after = before && (from.name === to.name ? before : editor.withReferences(subject, own, [change]))
  const project =
    before && after && reload(repairedTree(tree, [{ kind: 'change', path: own.path, before, after }]))
  const migration = project?.migrations.get(own.id)
  return project && migration ? { project, migration } : undefined
}

function namedBy({ dependencies, runBefore, replaces }: Migration) {
  const edges = [...dependencies, ...runBefore].flatMap((each) => (each.kind === 'migration' ? [each] : []))
  return [...edges, ...replaces]
}

const withoutNumber = (name: string): string => name.replace(/^\d+/, '')
