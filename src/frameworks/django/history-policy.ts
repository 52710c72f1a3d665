import type { HistoryPolicy } from '../../model/project.ts'
import type { DjangoVersion } from './context.ts'
import { isAtLeast } from './values/conditions.ts'
import { shellWord } from '../../model/shell-word.ts'

/**
 * What Django's `migrate` does with history (django/db/migrations/loader.py, graph.py and executor.py, and
 * core/management/commands/migrate.py, 3.2 to 6.0).
 */
export const djangoHistory: HistoryPolicy = {
  framework: 'Django',
  record: 'the `django_migrations` table',
  // `MigrationRecorder.Migration` of django/db/migrations/recorder.py.
  recordTable: {
    table: 'django_migrations',
    columns: { app: 'app', name: 'name', appliedAt: 'applied', order: 'id' },
  },
  checksums: false,
  editedEffect: 'Django does not look at the contents of a migration that is recorded as applied',
  deletedEffect: 'Django passes over rows of `django_migrations` that have no file, and says nothing',
  renamedEffect:
    'Django knows a migration by its app and file name, so a database that has run the old name runs the new one again',
  relabelledEffect:
    'Django knows migrations by label and file name, and names tables after the label: every database runs them again and gets new, empty tables, and the data stays in the old ones',
  severalLeavesEffect: '`migrate` refuses to run while an app has more than one leaf node',
  missingDependencyEffect:
    '`migrate`, and every other command that loads the migrations, stops with `NodeNotFoundError`',
  circularDependencyEffect:
    '`migrate`, and every other command that loads the migrations, stops with `CircularDependencyError`',
  partlySquashedEffect: 'Django leaves the squash out there, and the rest of it is never run',
  beforeSquashIsFinished:
    'Every database has to have run `python manage.py migrate` with the squash in place, which records it there: `showmigrations` shows it as `[X]`',
  inconsistentEffect: '`migrate` stops with `InconsistentMigrationHistory`',
  unrecordedPartsEffect:
    'Django takes a squash for applied only where all that it replaces is, so `migrate` runs it once more',
  sameNumberEffect: (app, number) =>
    `\`python manage.py migrate ${shellWord(app)} ${number}\` stops, since more than one name starts with ${number}`,
  dispensableStep: 'give it `elidable=True`',
  dependency: (app, name) => `('${app}', '${name}')`,
  replacing: (app, name) => `replaces = [('${app}', '${name}')]`,
  keepLabel: (app) => `set \`label = '${app}'\` in its AppConfig`,
  newMigration: (app) => `python manage.py makemigrations ${shellWord(app)}`,
  newDataMigration: (app) => `python manage.py makemigrations --empty ${shellWord(app)}`,
  squash: (app) => `python manage.py squashmigrations ${shellWord(app)}`,
  mergeLeaves: (app) => `python manage.py makemigrations --merge ${shellWord(app)}`,
}

/**
 * What a Django that cannot do it makes of a squash that replaces a squash: it can since 6.0. Before, the loader takes the
 * squashes in the order of a set, and stops where the outer one comes first (`build_graph()` and `remove_replaced_nodes()`).
 */
export function nestedSquashEffect(version: DjangoVersion): string | undefined {
  if (isAtLeast(version, [6, 0])) return undefined
  return `Django ${version.join('.')} takes the two in no certain order (6.0 is the first that does): where the outer one comes first, every command that loads the migrations stops with \`NodeNotFoundError\``
}
