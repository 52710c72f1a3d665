import { defineRule } from '../../src/engine/rule.ts'
import { migrationId, type Dependency, type Migration, type MigrationId } from '../../src/model/migration.ts'
import type { Place } from '../../src/model/place.ts'
import type { Project } from '../../src/model/project.ts'
import { capital } from '../../src/model/listing.ts'
import { squashOfCycle } from '../../src/model/squash.ts'
import { placeAtHead, sinceText, troubles } from '../../src/model/trouble.ts'

/** A migration of a cycle, the next one, which it depends on, and where that is written. */
interface Edge {
  readonly child: MigrationId
  readonly parent: MigrationId
  readonly place: Place | undefined
}

export const circularDependency = defineRule({
  meta: {
    id: 'graph/circular-dependency',
    severity: 'error',
    summary: 'Migrations that depend on each other in a circle',
    options: {},
  },

  check(changeSet, report) {
    const { base, head, names } = changeSet
    for (const { fact: cycle, project, side, since } of troubles(changeSet, cyclesOf)) {
      const edges = edgesOf(project, cycle)
      const isNew = ({ child, parent }: Edge) => !base?.graph.parents(child).includes(parent)
      const written = edges.filter((edge) => edge.place)
      const main = written.find(isNew) ?? written[0]
      const first = project.migrations.get(cycle[0]!)
      const place = main?.place ?? first?.place
      if (!place) continue
      const merge = side === 'merged' ? `After a merge with ${names.target}, ` : ''
      const edge = main && cycle.length > 1 ? `, such as that of \`${main.child}\` on \`${main.parent}\`` : ''
      const apps = new Set(cycle.map((id) => project.migrations.get(id)?.app))
      const tables =
        apps.size > 1
          ? '\nWhere two apps need the tables of each other, create the tables first and add one of the foreign keys in a migration of its own after that.'
          : ''
      report({
        message: `${capital(`${merge}${circle(cycle)}`)}. ${capital(head.history.circularDependencyEffect)}.${sinceText(since)}`,
        help: `Remove a dependency of the circle${edge}.${tables}`,
        place: placeAtHead(changeSet, project, place),
        app: project.migrations.get(main?.child ?? cycle[0]!)?.app ?? '',
        migration: main?.child ?? cycle[0]!,
        related: written
          .filter((edge) => edge !== main)
          .slice(0, maxRelated)
          .map((edge) => ({
            message: `\`${edge.child}\` depends on \`${edge.parent}\``,
            place: placeAtHead(changeSet, project, edge.place!),
          })),
        ...(since === undefined ? {} : { severity: 'warning' as const }),
      })
    }
  },
})

const maxShown = 8
const maxRelated = 20

/** Those that a squash makes are told by the rule about squashes that leave something out. */
function cyclesOf(project: Project): ReadonlyMap<string, readonly MigrationId[]> {
  const cycles = project.graph.cycles().filter((cycle) => !squashOfCycle(project, cycle))
  return new Map(cycles.map((cycle) => [cycle.join(' '), cycle]))
}

function circle(cycle: readonly MigrationId[]): string {
  const shown = cycle.slice(0, maxShown).map((id) => `\`${id}\``)
  if (cycle.length === 1) return `${shown[0]} depends on itself`
  const left = cycle.length - shown.length
  const more = left > 0 ? [`${left.toLocaleString('en-US')} more`] : []
  return `these migrations depend on each other in a circle: ${[...shown, ...more, shown[0]].join(' → ')}`
}

function edgesOf(project: Project, cycle: readonly MigrationId[]): Edge[] {
  return cycle.map((child, index) => {
    const parent = cycle[(index + 1) % cycle.length]!
    return { child, parent, place: placeOfEdge(project, child, parent) }
  })
}

/** Where an edge is written: at its child, at its parent (`run_before`), or at what one of them stands in for. */
function placeOfEdge(project: Project, child: MigrationId, parent: MigrationId): Place | undefined {
  const [children, parents] = [standsFor(project, child), standsFor(project, parent)]
  const written = (
    from: ReadonlySet<MigrationId>,
    to: ReadonlySet<MigrationId>,
    list: (migration: Migration) => readonly Dependency[],
  ): Place | undefined => {
    const apps = new Set([...to].map((id) => project.migrations.get(id)?.app))
    const dependencies = [...from].flatMap((id) => {
      const migration = project.migrations.get(id)
      return migration ? list(migration) : []
    })
    const named = dependencies.find((d) => d.kind === 'migration' && to.has(migrationId(d.app, d.name)))
    return (named ?? dependencies.find((d) => d.kind === 'symbolic' && apps.has(d.app)))?.place
  }
  return (
    written(children, parents, (migration) => migration.dependencies) ??
    written(parents, children, (migration) => migration.runBefore) ??
    project.migrations.get(child)?.dependenciesPlace
  )
}

/** A migration and all that it replaces. */
function standsFor({ migrations }: Project, id: MigrationId): ReadonlySet<MigrationId> {
  const all = new Set([id])
  for (const each of all)
    for (const { app, name } of migrations.get(each)?.replaces ?? []) all.add(migrationId(app, name))
  return all
}
