import type { DjangoMigration } from '../migration-file.ts'
import type { Named, WrittenDependencies } from '../writer/dependencies.ts'
import { nameOf } from './carried-over.ts'

/**
 * What a squash depends on (`squashmigrations`): all that its migrations depend on outside of their app, and what the
 * first of them depends on inside of it.
 */
export function squashDependencies(migrations: readonly DjangoMigration[]): WrittenDependencies {
  const others: Named[] = []
  const settings: string[] = []
  for (const [index, { app, dependencies }] of migrations.entries())
    for (const dependency of dependencies) {
      if (dependency.kind === 'symbolic' && dependency.setting === 'AUTH_USER_MODEL') {
        settings.push(dependency.setting)
        continue
      }
      others.push(...nameOf(dependency).filter((named) => named.app !== app || index === 0))
    }
  return { leaf: undefined, others, settings }
}
