import { drifts, id } from './drift-case.ts'

const second = (body: string, first = '') => ({
  'shop/migrations/0002_number.py': `from django.db import connection, migrations, models
${first}

class Migration(migrations.Migration):
    dependencies = [('shop', '0001_initial')]
    operations = [migrations.AddField('note', 'number', models.IntegerField())]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ${body}
`,
})

const about = {
  models: 'class Note(models.Model):\n    number = models.IntegerField()\n',
  operations: `migrations.CreateModel('Note', [${id}])`,
  differences: [],
}

drifts([
  {
    ...about,
    about: 'a migration that puts SQL before its operations on one database',
    files: second(`if connection.vendor == 'postgresql':
            self.operations.insert(0, migrations.RunSQL('SELECT 1'))
        else:
            self.atomic = False`),
    undecided: [],
  },
  {
    ...about,
    about: 'one that puts an operation among them',
    files: second("self.operations.append(migrations.RemoveField('note', 'number'))"),
    undecided: ['shop'],
  },
  {
    ...about,
    about: 'SQL that stands for operations',
    files: second(
      "self.operations.append(migrations.RunSQL('', state_operations=[migrations.RemoveField('note', 'number')]))",
    ),
    undecided: ['shop'],
  },
  {
    ...about,
    about: 'what else it may do',
    files: second('change(self)', 'from elsewhere import change\n'),
    undecided: ['shop'],
  },
])
