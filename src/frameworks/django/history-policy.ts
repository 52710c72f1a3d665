import type { HistoryPolicy } from '../../model/project.ts'
import { shellWord } from '../../model/shell-word.ts'

/**
 * What Django's `migrate` does with history (django/db/migrations/loader.py, graph.py and executor.py, and
 * core/management/commands/migrate.py, 3.2 to 6.0).
 */
export const djangoHistory: HistoryPolicy = {
  framework: 'Django',
  record: 'the `django_migrations` table',
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
  sameNumberEffect: (app, number) =>
    `\`python manage.py migrate ${shellWord(app)} ${number}\` stops, since more than one name starts with ${number}`,
  dependency: (app, name) => `('${app}', '${name}')`,
  replacing: (app, name) => `replaces = [('${app}', '${name}')]`,
  keepLabel: (app) => `set \`label = '${app}'\` in its AppConfig`,
  newMigration: (app) => `python manage.py makemigrations ${shellWord(app)}`,
  newDataMigration: (app) => `python manage.py makemigrations --empty ${shellWord(app)}`,
  mergeLeaves: (app) => `python manage.py makemigrations --merge ${shellWord(app)}`,
}
