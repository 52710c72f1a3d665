import { migrationId, type MigrationId } from '../../../model/migration.ts'
import type { Site } from '../schema/given.ts'
import { replacedIds } from '../loader.ts'

/** What Django's own apps depend on (django/contrib/*\/migrations, 3.2 to 6.0). */
const ownDependencies: Readonly<Record<string, readonly string[]>> = {
  admin: ['auth', 'contenttypes'],
  auth: ['contenttypes'],
  contenttypes: [],
  flatpages: ['sites'],
  redirects: ['sites'],
  sessions: [],
  sites: [],
}

/**
 * Whether an app's models are in the state that a migration's functions are given, whatever else was run: a migration
 * of the app is among its ancestors. Undefined where that is not known.
 */
export function isDeclared({ migration, project }: Site, app: string): boolean | undefined {
  if (app === migration.app) return true
  const { graph, migrations, layout } = project
  const ancestors = new Set([migration.id, ...graph.ancestors(migration.id)])
  // What a squash replaces has no node of its own.
  const all: MigrationId[] = [...ancestors].flatMap((id) => {
    const known = migrations.get(id)
    return known ? [id, ...replacedIds(known)] : [id]
  })
  if (all.some((id) => migrations.get(id)?.app === app)) return true
  if (!graph.has(migration.id)) return undefined
  let isSure = true
  const outside = new Set<string>()
  for (const id of all) {
    const known = migrations.get(id)
    if (!known) isSure = false
    for (const dependency of known?.dependencies ?? []) {
      if (dependency.kind === 'unresolved' || dependency.app === undefined) isSure = false
      else if (dependency.app === app) return true
      else if (!layout.apps.has(dependency.app)) outside.add(dependency.app)
      else if (
        dependency.kind === 'migration' &&
        !graph.has(migrationId(dependency.app, dependency.name)) &&
        !migrations.has(migrationId(dependency.app, dependency.name))
      )
        isSure = false
    }
  }
  for (const name of outside) {
    const further = Object.hasOwn(ownDependencies, name) ? ownDependencies[name] : undefined
    if (!further) isSure = false
    else if (further.includes(app)) return true
  }
  // An app without migrations is in every state, with the models that it has today.
  const folder = layout.apps.get(app)
  const isMigrated = folder ? folder.migrations.names.length > 0 : Object.hasOwn(ownDependencies, app)
  return isSure && isMigrated ? false : undefined
}
