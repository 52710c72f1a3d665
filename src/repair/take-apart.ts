import { editGrades } from '../model/change-set.ts'
import { codeListing } from '../model/listing.ts'
import { migrationId, type Migration } from '../model/migration.ts'
import type { FileEdit, Repair } from '../model/repair.ts'
import { repairedTree } from '../model/repaired-tree.ts'
import type { FileTree } from '../model/tree.ts'
import { renumbered, widthOf } from './numbering.ts'
import type { Situation } from './situation.ts'
import type { Subject } from './subject.ts'

/** A migration that both sides of a merge brought under one name, in a file that git left in conflict. */
interface Doubled {
  readonly path: string
  readonly before: Uint8Array
  /** The side that keeps the name: the target's, or what comes in. */
  readonly stays: { readonly migration: Migration; readonly bytes: Uint8Array }
  readonly moves: { readonly migration: Migration; readonly bytes: Uint8Array }
  /** Whether both do the same, in the same order. */
  readonly isSame: boolean
}

/**
 * Takes apart what both sides added under one name: the file is the target's again, and the branch's own one gets another
 * name, with whatever of the branch names it. Which of the two comes last is for others to settle. Where both do the same,
 * one is left.
 */
export function takeApart(situation: Situation, subject: Subject): Repair | undefined {
  const found = situation.bothAdded.ours.paths.flatMap((path) => doubledAt(path, situation, subject) ?? [])
  if (found.length === 0) return undefined
  const edits: FileEdit[] = found.map(({ path, before, stays }) => ({
    kind: 'change',
    path,
    before,
    after: stays.bytes,
  }))
  const notes = found.flatMap(({ moves, isSame }) =>
    isSame ? [`\`${moves.migration.id}\` is the same on both sides.`] : [],
  )
  const apart = found.filter(({ isSame }) => !isSame)
  const fresh = apart.map(({ moves, path }) => {
    const { app, name } = moves.migration
    const slash = path.lastIndexOf('/') + 1
    const inFolder = (other: string): string => path.slice(0, slash) + other + path.slice(slash + name.length)
    const to = freeName(name, (other) => isTaken(inFolder(other), situation, subject))
    edits.push({ kind: 'create', path: inFolder(to), after: moves.bytes, tracked: true })
    return { within: 'everywhere' as const, app, from: name, to }
  })
  edits.push(...followed(fresh, subject))
  const title =
    apart.length === 0
      ? `Keep one ${codeListing(found.map(({ moves }) => moves.migration.id))} of both sides`
      : `Keep both ${codeListing(apart.map(({ moves }) => moves.migration.id))}: this branch’s as ${codeListing(fresh.map(({ app, to }) => migrationId(app, to)))}`
  return { title, edits, refusals: [], notes }
}

function doubledAt(path: string, situation: Situation, subject: Subject): Doubled | undefined {
  const { bothAdded, settled, original, compare } = situation
  const before = subject.tree.read(path)
  const isOpen = before !== undefined && /^<{7}/m.test(new TextDecoder().decode(before))
  if (!isOpen || ![...subject.project.apps.values()].some(({ directory }) => directory === folderOf(path)))
    return undefined
  const isSettled = (side: FileTree): boolean =>
    settled.some((tree) => tree.entry(path)?.id === side.entry(path)?.id)
  const { ours, theirs } = bothAdded
  // In a rebase what is replayed comes second; in a merge of two branches, what comes in stays.
  const oursStays = isSettled(ours) === isSettled(theirs) ? original !== undefined : isSettled(ours)
  const [stays, moves] = (oursStays ? [ours, theirs] : [theirs, ours]).map((side) =>
    loadedFrom(side, path, before, subject),
  )
  if (!stays || !moves) return undefined
  const edit = compare(stays, moves)
  const isSame = edit === undefined || editGrades.indexOf(edit.grade) <= editGrades.indexOf('text')
  return { path, before, stays, moves, isSame }
}

/** The migration that one side has in a file. */
function loadedFrom(side: FileTree, path: string, before: Uint8Array, { tree, reload }: Subject) {
  const bytes = side.read(path)
  const project = bytes && reload(repairedTree(tree, [{ kind: 'change', path, before, after: bytes }]))
  const migration = project && [...project.migrations.values()].find((each) => each.path === path)
  return bytes && migration ? { bytes, project, migration } : undefined
}

/** The branch's own migrations that name one of those that get another name. */
function followed(
  fresh: readonly { within: 'everywhere'; app: string; from: string; to: string }[],
  subject: Subject,
): readonly FileEdit[] {
  const { project, tree, editor, isOwn } = subject
  return [...project.migrations.values()].filter(isOwn).flatMap((migration): FileEdit[] => {
    const named = [...migration.dependencies, ...migration.runBefore].flatMap((each) =>
      each.kind === 'migration' ? [each] : [],
    )
    const changes = fresh.filter(({ app, from }) =>
      [...named, ...migration.replaces].some((each) => each.app === app && each.name === from),
    )
    const before = changes.length > 0 ? tree.read(migration.path) : undefined
    const after = before && editor.withReferences(subject, migration, changes)
    return before && after ? [{ kind: 'change', path: migration.path, before, after }] : []
  })
}

function isTaken(path: string, { settled, incoming, original }: Situation, { tree }: Subject): boolean {
  return [tree, ...settled, ...incoming, ...(original ? [original] : [])].some((each) => each.entry(path))
}

/** The name with the next number that is free; where it has none, with one at its end. */
function freeName(name: string, isUsed: (name: string) => boolean): string {
  const first = Number(/^\d{1,7}(?!\d)/.exec(name)?.[0] ?? NaN)
  for (let step = 0; ; step++) {
    const next = Number.isNaN(first)
      ? `${name}_${step + 2}`
      : renumbered([name], first + step, widthOf(name))[0]!
    if (!isUsed(next)) return next
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))
