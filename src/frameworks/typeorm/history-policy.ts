import type { HistoryPolicy } from '../../model/project.ts'

/**
 * What TypeORM's migration runner does with history (typeorm 0.3 and 1.1, src/migration/MigrationExecutor.ts): it knows a
 * migration by its class's name alone, and runs every one whose name is not recorded.
 */
export const typeOrmHistory: HistoryPolicy = {
  framework: 'TypeORM',
  record: 'the `migrations` table',
  recordTable: undefined,
  checksums: false,
  editedEffect: 'TypeORM knows a migration by the name of its class, and does not look at what it does',
  deletedEffect: 'TypeORM passes over rows of `migrations` that have no class, and says nothing',
  renamedEffect:
    'TypeORM knows a migration by the name of its class, so a database that has run the old name runs the new one again',
  relabelledEffect: 'TypeORM knows a migration by the name of its class, wherever it is',
  severalLeavesEffect: 'TypeORM runs migrations in the order of the timestamps in their names',
  missingDependencyEffect: 'TypeORM knows no dependencies',
  circularDependencyEffect: 'TypeORM knows no dependencies',
  partlySquashedEffect: 'TypeORM knows no squashes, and runs what stands in their place once more',
  inconsistentEffect: 'TypeORM knows no dependencies',
  unrecordedPartsEffect: 'TypeORM knows no squashes',
  lateEffect:
    'TypeORM runs it all the same: after them in databases that have run them, and before them in a new one',
  sameNumberEffect: (_app, number) =>
    `which of those with ${number} runs first hangs on the order of their files`,
  beforeSquashIsFinished: 'Every database has to have run what stands in their place',
  dispensableStep: 'leave it out',
  dependency: (_app, name) => name,
  replacing: (_app, name) => `name = '${name}'`,
  keepLabel: () => 'keep the name of the class',
  newMigration: () => 'npx typeorm migration:generate -d <data source> <path>',
  newDataMigration: () => 'npx typeorm migration:create <path>',
  squash: () => 'npx typeorm migration:generate -d <data source> <path>',
  mergeLeaves: () => 'npx typeorm migration:create <path>',
}
