import type { HistoryPolicy } from '../../model/project.ts'

/** What Django's `migrate` does with history (django/db/migrations/executor.py and loader.py, 3.2 to 6.0). */
export const djangoHistory: HistoryPolicy = {
  framework: 'Django',
  record: 'the `django_migrations` table',
  checksums: false,
  editedEffect: 'Django does not look at the contents of a migration that is recorded as applied',
  severalLeavesEffect: '`migrate` refuses to run while an app has more than one leaf node',
  newMigration: (app) => `python manage.py makemigrations ${app}`,
  mergeLeaves: (app) => `python manage.py makemigrations --merge ${app}`,
}
