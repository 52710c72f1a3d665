import type { DetectedDrift } from '../drift.ts'
import type { KnownProject } from '../known-project.ts'
import type { Named } from './dependencies.ts'
import { numbered, numberOf, suggestedName } from './name.ts'
import type { Refuse } from './refusing.ts'

/** What a new migration is called, and where it goes. */
export interface NamedMigration {
  readonly name: string
  readonly path: string
  readonly isInitial: boolean
}

/** The new migrations of each app, in the order in which they follow each other. */
export type NamedMigrations = ReadonlyMap<string, readonly NamedMigration[]>

/** Names and numbers new migrations (`arrange_for_graph` of django/db/migrations/autodetector.py). */
export function nameMigrations(
  project: KnownProject,
  { changes, from }: DetectedDrift,
  at: Date,
  refuseOf: (app: string) => Refuse,
): NamedMigrations {
  const { version, layout, tree } = project
  const migrated = new Set([...from.models.values()].map(({ app }) => app))
  return new Map(
    [...changes.migrations].map(([app, migrations]) => {
      const { directory, hasInit } = layout.apps.get(app)!.migrations
      const leaf = leafOf(project, app)
      const others = tree.paths.find((path) => isOtherFile(path, directory))
      if (!leaf && hasInit && others !== undefined)
        refuseOf(app)(
          `\`${directory}\` has files and no migration, where Django makes no first one`,
          `run \`makemigrations ${app}\``,
          { path: others, start: 0, end: 0 },
        )
      const isInitial = !migrated.has(app)
      const first = leaf ? numberOf(leaf.name, version) + 1 : 1
      const named = migrations.map(({ operations }, index): NamedMigration => {
        const own = index === 0 && !leaf ? 'initial' : suggestedName(operations, isInitial, version, at)
        const name = numbered(first + index, own)
        return { name, path: `${directory}/${name}.py`, isInitial }
      })
      for (const { path } of named) {
        if (tree.entry(path))
          refuseOf(app)(`\`${path}\` is there already`, 'rename it', { path, start: 0, end: 0 })
      }
      return [app, named] as const
    }),
  )
}

/** The last migration of an app; undefined for one that has none. */
export function leafOf({ graph, migrations }: KnownProject, app: string): Named | undefined {
  const [leaf] = graph.leafNodes(app)
  const name = leaf === undefined ? undefined : migrations.get(leaf)?.name
  return name === undefined ? undefined : { app, name }
}

function isOtherFile(path: string, directory: string): boolean {
  if (!path.startsWith(`${directory}/`) || !path.endsWith('.py')) return false
  const name = path.slice(directory.length + 1)
  return name !== '__init__.py' && !name.includes('/')
}
