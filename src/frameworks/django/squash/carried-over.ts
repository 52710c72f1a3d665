import { codeListing } from '../../../model/listing.ts'
import type { Dependency, Migration } from '../../../model/migration.ts'
import { constant, truth } from '../../../python/value.ts'
import type { DjangoMigration } from '../migration-file.ts'
import type { MigrationOperation, OtherArgument } from '../optimizer/migration-operation.ts'
import type { Named } from '../writer/dependencies.ts'

/** Those of some migrations that run outside of a transaction. */
export const withoutTransaction = (migrations: readonly DjangoMigration[]) =>
  migrations.filter(({ atomic }) => truth(atomic) === false)

/**
 * An operation of a migration that ran in a transaction, where the squash does not: code goes on running in one of its own
 * (`Migration.apply`, django/db/migrations/migration.py).
 */
export function inItsTransaction<Some extends MigrationOperation>(operation: Some): Some {
  if (operation.operation !== 'other' || operation.path !== 'django.db.migrations.RunPython') return operation
  const given = operation.arguments
  if (given.some(([name]) => name === 'atomic')) return operation
  const at = given.findIndex(([name]) => name === 'hints')
  const atomic: readonly [string, OtherArgument] = ['atomic', constant(true)]
  return { ...operation, arguments: given.toSpliced(at < 0 ? given.length : at, 0, atomic) }
}

/** What is to be known of a squash that runs outside of a transaction, as a clause; undefined for another one. */
export function transactionNote(migrations: readonly DjangoMigration[]): string | undefined {
  const without = withoutTransaction(migrations)
  if (without.length === 0) return undefined
  const one = without.length === 1
  return (
    `the squash has \`atomic = False\`, as ${codeListing(without.map(({ id }) => id))} ${one ? 'has' : 'have'}: ` +
    'its code goes on running in transactions, SQL that needs one has to begin it itself.'
  )
}

/** The migrations outside of a squash that what it replaces comes before: without these files nothing would say so. */
export function runsBefore(migrations: readonly DjangoMigration[]): readonly Named[] {
  const own = (dependency: Named) =>
    migrations.some(({ app, name }: Migration) => app === dependency.app && name === dependency.name)
  return migrations.flatMap(({ runBefore }) => runBefore.flatMap(nameOf)).filter((named) => !own(named))
}

/** A migration as a dependency names it; none for one that is not known, or that goes by a setting. */
export function nameOf(dependency: Dependency): readonly Named[] {
  if (dependency.kind === 'migration') return [{ app: dependency.app, name: dependency.name }]
  if (dependency.kind === 'unresolved' || dependency.app === undefined) return []
  return [{ app: dependency.app, name: `__${dependency.which}__` }]
}
