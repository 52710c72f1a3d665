import { defineRule } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { clashes } from '../../src/model/clash.ts'
import { conflicts, firstsOf, ownDependencies, type Conflict } from '../../src/model/conflict.ts'
import { moveCommand, restoreCommand } from '../../src/model/git-commands.ts'
import { codeListing, listing } from '../../src/model/listing.ts'
import { type Migration, type MigrationId } from '../../src/model/migration.ts'
import type { Project } from '../../src/model/project.ts'
import { placeAtHead, sinceText, troubles, type Trouble } from '../../src/model/trouble.ts'

export const conflictingLeaves = defineRule({
  meta: {
    id: 'graph/conflicting-leaves',
    severity: 'error',
    summary: 'Several leaf nodes in an app, now or after a merge with the base branch',
    options: {},
  },

  check(changeSet, report) {
    const { head, target } = changeSet
    const alone = [head, target].flatMap((project) => (project ? [...conflicts(project).values()] : []))
    for (const trouble of troubles(changeSet, conflicts)) {
      const { fact: conflict, project, side, since } = trouble
      // A merge is judged only where head and target are each fine: else there is something to mend before.
      if (side === 'merged' && alone.some(({ app }) => app === conflict.app)) continue
      const own = conflict.leaves.filter((leaf) => isOwn(changeSet, leaf))
      const move = since === undefined ? planMove(changeSet, project, conflict, own) : undefined
      const leaf = project.migrations.get(move?.moved[0]?.id ?? own.at(-1) ?? conflict.leaves.at(-1)!)!
      const place = move?.from.place ?? leaf.dependenciesPlace
      report({
        message: `${message(changeSet, trouble, own)}${sinceText(since)}`,
        help: help(changeSet, trouble, move, clashText(project, conflict)),
        place: placeAtHead(changeSet, project, place),
        app: conflict.app,
        migration: leaf.id,
        related: conflict.leaves
          .filter((id) => id !== leaf.id && !move?.moved.some((moved) => moved.id === id))
          .map((id) => ({
            message: own.includes(id) ? 'the other leaf node' : `the leaf node on ${changeSet.names.target}`,
            place: placeAtHead(changeSet, project, project.migrations.get(id)!.dependenciesPlace),
          })),
        ...(since === undefined ? {} : { severity: 'warning' as const }),
      })
    }
  },
})

function isOwn({ base, target }: ChangeSet, id: MigrationId): boolean {
  return !base?.migrations.has(id) && !target?.migrations.has(id)
}

function message(
  changeSet: ChangeSet,
  { fact: { app, leaves, ancestors }, side }: Trouble<Conflict>,
  own: readonly MigrationId[],
): string {
  const { head, names } = changeSet
  const named = leaves.map((leaf) =>
    own.includes(leaf) && own.length < leaves.length ? `\`${leaf}\` of this branch` : `\`${leaf}\``,
  )
  const each = leaves.length === 2 ? 'both' : 'all'
  const after = ancestors.length > 0 ? `; ${each} come after ${codeListing(ancestors)}` : ''
  const has =
    side === 'merged'
      ? `A merge with ${names.target} would leave \`${app}\` with ${leaves.length} leaf nodes`
      : `\`${app}\` has ${leaves.length} leaf nodes`
  return `${has}: ${listing(named)}${after}. ${head.history.severalLeavesEffect}.`
}

/** How to put the branch's own migrations after the other leaf. */
interface Move {
  /** The migrations that move, in the order in which they run. */
  readonly moved: readonly Migration[]
  /** The dependency of the first one that has to change. */
  readonly from: ReturnType<typeof ownDependencies>[number]
  readonly onto: Migration
}

/** Undefined where there is no single line to change, or where what would move is not the branch's own. */
function planMove(
  changeSet: ChangeSet,
  project: Project,
  { leaves, branches }: Conflict,
  own: readonly MigrationId[],
): Move | undefined {
  const moving = own.at(-1)
  const onto = project.migrations.get(leaves.find((leaf) => leaf !== moving) ?? '')
  if (moving === undefined || !onto || leaves.length !== 2) return undefined
  const staying = new Set(branches.get(onto.id))
  const ids = (branches.get(moving) ?? []).filter((id) => !staying.has(id))
  const [first, ...others] = firstsOf(project, ids)
  if (first === undefined || others.length > 0 || !ids.every((id) => isOwn(changeSet, id))) return undefined
  const [from, ...more] = ownDependencies(project.migrations.get(first)!)
  if (!from || more.length > 0) return undefined
  const inside = new Set(ids)
  const moved = project.graph.plan().filter((id) => inside.has(id))
  return { moved: moved.map((id) => project.migrations.get(id)!), from, onto }
}

function help(
  changeSet: ChangeSet,
  trouble: Trouble<Conflict>,
  move: Move | undefined,
  clash: string | undefined,
): string {
  const { head, names } = changeSet
  const { fact, side } = trouble
  const merge = `\`${head.history.mergeLeaves(fact.app)}\``
  const before = side === 'merged' ? `Merge or rebase onto ${names.target} first. ` : ''
  if (!move) {
    const lost = trouble.since === undefined ? lostMerge(changeSet, fact) : undefined
    if (lost)
      return `\`${lost.id}\` joined them. Bring it back: \`${restoreCommand(names.base, [lost.path])}\``
    return `${before}Join them: \`migration-lint fix\` or ${merge}${clash === undefined ? '' : `\n${clash}`}`
  }
  const { moved, from, onto } = move
  const first = moved[0]!
  const line = `in \`${first.path}\`, change \`${head.history.dependency(from.app, from.name)}\` to \`${head.history.dependency(onto.app, onto.name)}\``
  const renumber = renumbering(moved, onto)
  return `${before}Put ${moved.length === 1 ? 'the migration' : 'the migrations'} of this branch after the other, as \`migration-lint fix\` does: ${line}${renumber}.\n${clash ?? `Or keep both and join them: ${merge}`}`
}

/** What both branches touch, where that is told: then joining them leaves open which of the two runs last. */
function clashText({ plan }: Project, { branches }: Conflict): string | undefined {
  const sides = [...branches.values()]
  const found = sides.flatMap((one, at) =>
    sides.slice(at + 1).flatMap((other) => clashes(plan ?? [], one, other)),
  )
  const [clash] = found
  if (!clash) return undefined
  const labels = [...new Set(found.map(({ label }) => label))]
  const more = labels.length > 1 ? ` (and ${listing(labels.slice(1).map((label) => `\`${label}\``))})` : ''
  const { first, second } = clash
  return `Both touch \`${clash.label}\`${more}: \`${first.migration}\` ${act[first.how]}, and \`${second.migration}\` ${act[second.how]}. So the order matters: look at both, and put one after the other rather than joining them.`
}

const act = { changes: 'changes it', moves: 'renames it or takes it away', uses: 'writes to its rows' }

/** The names that moved migrations should have, where they are numbered in a row. */
function renumbering(moved: readonly Migration[], onto: Migration): string {
  const last = /^\d{1,7}(?!\d)/.exec(onto.name)?.[0]
  const first = /^\d{1,7}(?!\d)/.exec(moved[0]!.name)?.[0]
  if (last === undefined || first === undefined || Number(first) > Number(last)) return ''
  const renamed = moved.map((migration, index) => {
    const number = String(Number(last) + 1 + index).padStart(last.length, '0')
    return { migration, name: migration.name.replace(/^\d{1,7}(?!\d)/, number) }
  })
  const [only] = renamed
  if (only && renamed.length === 1) {
    const { path } = only.migration
    const file = path.slice(path.lastIndexOf('/') + 1 + only.migration.name.length)
    return `, and rename the file: \`${moveCommand(path, `${path.slice(0, path.lastIndexOf('/') + 1)}${only.name}${file}`)}\``
  }
  const pairs = renamed.map(({ migration, name }) => `\`${migration.name}\` to \`${name}\``)
  return `, and rename ${listing(pairs)}, in the dependencies on them too`
}

/** What joined the leaves at the merge base and does not any more. */
function lostMerge({ base, head }: ChangeSet, { app, leaves }: Conflict): Migration | undefined {
  const joining = [...(base?.migrations.values() ?? [])].filter(
    (migration) =>
      migration.app === app &&
      head.migrations.get(migration.id)?.blobId !== migration.blobId &&
      leaves.every((leaf) => base?.graph.ancestors(migration.id).has(leaf)),
  )
  return joining.find(({ id }) => !joining.some((other) => base?.graph.ancestors(id).has(other.id)))
}
