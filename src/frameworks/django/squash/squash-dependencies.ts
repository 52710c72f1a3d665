import type { Dependency } from '../../../model/migration.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { Named, WrittenDependencies } from '../writer/dependencies.ts'

/**
 * What a squash depends on (`squashmigrations`): all that its migrations depend on outside of their app, and what the
 * first of them depends on inside of it.
 */
export function squashDependencies(migrations: readonly DjangoMigration[]): WrittenDependencies {
  const others: Named[] = []
  const settings: string[] = []
  for (const [index, { app, dependencies }] of migrations.entries())
    for (const dependency of dependencies) {
      if (dependency.kind === 'unresolved') continue
      if (dependency.kind === 'symbolic' && dependency.setting === 'AUTH_USER_MODEL') {
        settings.push(dependency.setting)
        continue
      }
      const named = nameOf(dependency)
      if (named && (named.app !== app || index === 0)) others.push(named)
    }
  return { leaf: undefined, others, settings }
}

function nameOf(dependency: Exclude<Dependency, { kind: 'unresolved' }>): Named | undefined {
  if (dependency.kind === 'migration') return { app: dependency.app, name: dependency.name }
  return dependency.app === undefined ? undefined : { app: dependency.app, name: `__${dependency.which}__` }
}
