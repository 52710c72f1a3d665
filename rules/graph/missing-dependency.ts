import { defineRule, nearName } from '../../src/engine/rule.ts'
import type { ChangeSet } from '../../src/model/change-set.ts'
import { addCommand, restoreCommand } from '../../src/model/git-commands.ts'
import type { MissingMigration } from '../../src/model/graph.ts'
import { groupBy } from '../../src/model/group-by.ts'
import type { Project } from '../../src/model/project.ts'
import { placeAtHead, sinceText, troubles, type Trouble } from '../../src/model/trouble.ts'

export const missingDependency = defineRule({
  meta: {
    id: 'graph/missing-dependency',
    severity: 'error',
    summary: 'A dependency on a migration that does not exist',
    options: {},
  },

  check(changeSet, report) {
    const found = troubles(changeSet, missingEdges)
    const byTarget = groupBy(found, ({ fact, side, since }) => JSON.stringify([fact.id, side, since]))
    for (const group of byTarget.values()) {
      const [{ fact, project, side, since }] = group as [Trouble<MissingMigration>]
      const { head, names } = changeSet
      const merge = side === 'merged' ? `After a merge with ${names.target}, ` : ''
      const what = side === 'merged' ? 'would not exist' : 'does not exist'
      report({
        message: `${merge}\`${fact.from}\` depends on \`${fact.id}\`, which ${what}: ${head.history.missingDependencyEffect}.${sinceText(since)}`,
        help: help(changeSet, fact, side),
        place: placeAtHead(changeSet, project, fact.reference.place),
        app: project.migrations.get(fact.from)?.app ?? fact.reference.app,
        migration: fact.from,
        related: group.slice(1, maxRelated + 1).map(({ fact: other }) => ({
          message: `\`${other.from}\` depends on it too`,
          place: placeAtHead(changeSet, project, other.reference.place),
        })),
        ...(since === undefined ? {} : { severity: 'warning' as const }),
      })
    }
  },
})

const maxRelated = 5

/**
 * What names a migration that is not there, by both ends. A migration whose file is there and cannot be loaded
 * is reported for itself.
 */
function missingEdges({ graph, problems }: Project): ReadonlyMap<string, MissingMigration> {
  const broken = new Set(problems.map(({ app, name }) => `${app}.${name}`))
  const edges = graph.missing.filter(({ id }) => !broken.has(id))
  return new Map(edges.map((edge) => [`${edge.from} -> ${edge.id}`, edge]))
}

/** The most likely reason why the migration is not there, and what to do then. */
function help(
  changeSet: ChangeSet,
  { id, from, reference }: MissingMigration,
  side: 'head' | 'merged',
): string {
  const { base, head, target, changes, untracked, names } = changeSet
  const { history } = head
  const instead = (other: string, app: string, name: string) =>
    `Depend on \`${other}\` instead: \`${history.dependency(app, name)}\``

  const onDisk = untracked.find((migration) => migration.id === id)
  if (onDisk) return `The file is there, but git does not track it: \`${addCommand(onDisk.path)}\``

  for (const change of changes) {
    if (change.kind === 'renamed' && change.base.id === id)
      return `This branch renamed it to \`${change.head.id}\`: give it its old name back.`
    if (change.kind !== 'deleted' || change.base.id !== id) continue
    const squash = [...(base?.migrations.values() ?? [])].find(
      ({ id: other, replaces }) =>
        head.migrations.has(other) &&
        replaces.some(({ app, name }) => app === reference.app && name === reference.name),
    )
    if (squash)
      return `${instead(squash.id, squash.app, squash.name)}\nIt stands in for what this branch deletes.`
    return `This branch deleted it. Bring it back: \`${restoreCommand(names.base, [change.base.path])}\``
  }
  if (side === 'head' && target?.migrations.has(id))
    return `It is on ${names.target}: merge or rebase onto that first.`
  if (side === 'merged' && head.migrations.has(id))
    return `${names.target} deleted or renamed it: merge or rebase onto that, and let \`${from}\` depend on what is there then.`

  const inApp = [...head.migrations.values()].filter(({ app }) => app === reference.app)
  const names_ = inApp.map(({ name }) => name).filter((name) => `${reference.app}.${name}` !== from)
  const number = /^\d+_/.exec(reference.name)?.[0]
  const numbered = number === undefined ? [] : names_.filter((name) => name.startsWith(number))
  const near = numbered.length === 1 ? numbered[0] : nearName(reference.name, names_)
  if (near !== undefined) return `Did you mean \`${history.dependency(reference.app, near)}\`?`
  return inApp.length === 0
    ? `\`${reference.app}\` has no migrations: commit them, or remove the dependency.`
    : 'Commit the migration that is meant, or name one that exists.'
}
