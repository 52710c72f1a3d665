import { drifts, id } from './drift-case.ts'

const app = (operations: string): Record<string, string> => ({
  'settings.py': "INSTALLED_APPS = ['shop', 'till']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n",
  'till/__init__.py': '',
  'till/migrations/__init__.py': '',
  'till/migrations/0001_initial.py': `from django.db import migrations, models
from somewhere import Unread


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [${operations}]
`,
})

const made = `migrations.CreateModel('Receipt', [${id}])`

// `till` has migrations and no `models` module.
drifts(
  [
    {
      about: 'models made and deleted',
      files: app(`${made}, migrations.DeleteModel('Receipt')`),
      undecided: [],
    },
    { about: 'no models at all', files: app("migrations.RunSQL('SELECT 1')"), undecided: [] },
    { about: 'models left', files: app(made), undecided: ['till'] },
    { about: 'an operation that is not known', files: app('Unread()'), undecided: ['till'] },
    {
      about: 'a migration that cannot be loaded',
      files: { ...app(''), 'till/migrations/0002_broken.py': 'class Migration(' },
      undecided: ['till'],
    },
    {
      about: 'several leaf nodes',
      files: { ...app(''), 'till/migrations/0002_other.py': app('')['till/migrations/0001_initial.py']! },
      undecided: ['till'],
    },
  ].map((each) => ({ ...each, models: '', operations: '', differences: [] })),
)
