import type { Conflict } from '../model/conflict.ts'
import { ownDependencies } from '../model/conflict.ts'
import { codeListing } from '../model/listing.ts'
import { migrationId, type Migration, type MigrationId } from '../model/migration.ts'
import type { ReferenceChange, Refusal } from '../model/repair.ts'
import { renumbered, squashName, widthOf } from './numbering.ts'
import type { Subject } from './subject.ts'

/** How the chain of one app's own migrations is put on top of the others. */
export interface Rebase {
  readonly app: string
  readonly onto: Migration
  /** In the order in which they run. */
  readonly moved: readonly Migration[]
  /** The new names of those that get one. */
  readonly names: ReadonlyMap<MigrationId, string>
  /** What the first of them depend on now. */
  readonly repointed: ReadonlyMap<MigrationId, ReferenceChange>
  /** The name of the leaf node that the app will have. */
  readonly leaf: string
}

/** Plans how an app's own chain goes on top of the target's, or says why it cannot. */
export function planRebase(subject: Subject, { app, leaves }: Conflict): Rebase | Refusal {
  const all = [...subject.project.migrations.values()].filter((migration) => migration.app === app)
  const own = all.filter(subject.isOwn)
  const settled = all.filter((migration) => !subject.isOwn(migration))
  const merge = `Join the leaf nodes instead: \`migration-lint fix --leaves merge\``
  const no = (message: string, migration = own[0]): Refusal => ({
    message,
    help: merge,
    place: migration?.dependenciesPlace,
  })

  const ends = leavesOf(subject, settled)
  const [onto] = ends
  if (own.length === 0)
    return no(
      `Every migration of \`${app}\` is on ${subject.target} already, and none of these is moved: databases may have run ${codeListing(leaves)}.`,
      all.find(({ id }) => id === leaves[0]),
    )
  if (!onto || ends.length > 1)
    return no(
      `${codeListing(ends.map(({ id }) => id))} are on ${subject.target} already, so none of them is moved: databases may have run them.`,
      onto,
    )
  const astray = settled.find((migration) => namesAny(migration, own))
  if (astray)
    return no(
      `\`${astray.id}\` is on ${subject.target} already, and depends on migrations of this branch.`,
      astray,
    )
  const squashes = own.filter(({ replaces }) => replaces.length > 0)
  const ownIds = new Set(own.map(({ id }) => id))
  const wider = squashes.find(({ replaces }) =>
    replaces.some((replaced) => !ownIds.has(migrationId(replaced.app, replaced.name))),
  )
  if (wider)
    return no(`\`${wider.id}\` is a squash of what this branch has not alone, which is not moved.`, wider)

  const moved = inOrder(own)
  const repointed = new Map<MigrationId, ReferenceChange>()
  for (const root of moved.filter((migration) => !dependsOnAny(migration, own))) {
    const parents = ownDependencies(root)
    if (parents.some(({ name }) => name === onto.name)) continue
    const from = lastOf(
      subject,
      app,
      parents.map(({ name }) => name),
    )
    if (from === undefined)
      return no(
        `\`${root.id}\` depends on no other migration of \`${app}\`, so there is nothing to repoint.`,
        root,
      )
    repointed.set(root.id, { within: 'dependencies', app, from, to: onto.name })
  }
  // A squash does not count: its numbers are those of what it replaces.
  const counted = moved.filter((migration) => !squashes.includes(migration))
  const old = counted.map(({ name }) => name)
  const numbered = renumbered(old, subject.editor.numberOf(subject, onto.name), widthOf(onto.name))
  const nameOf = new Map(counted.map(({ name }, at) => [name, numbered[at]!]))
  for (const { name, replaces } of squashes) {
    const [first, last] = [replaces[0]!, replaces.at(-1)!].map((replaced) => nameOf.get(replaced.name) ?? '')
    nameOf.set(name, squashName(name, first!, last!))
  }
  const fresh = moved.map(({ name }) => nameOf.get(name)!)
  const names = new Map(
    moved.flatMap(({ id, name }, at) => (fresh[at] === name ? [] : [[id, fresh[at]!] as const])),
  )
  const clash = fresh.find(
    (name, at) => fresh.indexOf(name) !== at || settled.some((other) => other.name === name),
  )
  if (clash !== undefined) return no(`There is another \`${migrationId(app, clash)}\` already.`)
  const [last] = leavesOf(subject, own)
  return { app, onto, moved, names, repointed, leaf: names.get(last!.id) ?? last!.name }
}

/** Of migrations of one app, those that none of the others comes right after. */
function leavesOf({ project: { graph } }: Subject, migrations: readonly Migration[]): readonly Migration[] {
  const ids = new Set(migrations.map(({ id }) => id))
  return migrations.filter(({ id }) => graph.has(id) && !graph.children(id).some((child) => ids.has(child)))
}

/** Whether a migration names any of these in whatever way. */
function namesAny({ dependencies, runBefore, replaces }: Migration, others: readonly Migration[]): boolean {
  const ids = new Set(others.map(({ id }) => id))
  const named = [...dependencies, ...runBefore].flatMap((each) => (each.kind === 'migration' ? [each] : []))
  return [...named, ...replaces].some(({ app, name }) => ids.has(migrationId(app, name)))
}

function dependsOnAny(migration: Migration, others: readonly Migration[]): boolean {
  return ownDependencies(migration).some(({ name }) => others.some((other) => other.name === name))
}

/** Each after those that it depends on; else by name. */
function inOrder(migrations: readonly Migration[]): readonly Migration[] {
  const left = new Set(migrations.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
  const order: Migration[] = []
  while (left.size > 0) {
    const next = [...left].find((migration) => !dependsOnAny(migration, [...left])) ?? [...left][0]!
    left.delete(next)
    order.push(next)
  }
  return order
}

/** Of migrations of an app, the one that comes after the others. */
function lastOf({ project: { graph } }: Subject, app: string, names: readonly string[]): string | undefined {
  return (
    names.find((name) => {
      const before = graph.ancestors(migrationId(app, name))
      return names.every((other) => other === name || before.has(migrationId(app, other)))
    }) ?? names[0]
  )
}
