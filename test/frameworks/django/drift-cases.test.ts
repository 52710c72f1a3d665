import { expect, test } from 'vitest'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { textTree } from '../../support/text-tree.ts'

/** What was once told wrongly of a real project, made small: an app `shop` by its models, its operations, its other files. */
interface Case {
  readonly about: string
  readonly models: string
  readonly operations: string
  readonly files?: Readonly<Record<string, string>>
  readonly differences: readonly string[]
  readonly undecided: readonly string[]
}

const id = "('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'))"

const cases: readonly Case[] = [
  {
    about: 'an attribute of an unknown class may set options of the model',
    models: `from lib import Group

class Napping(Group):
    minutes = 3

class Sleep(models.Model):
    settings = Napping('Naps')
`,
    operations: `migrations.CreateModel('Sleep', [${id}], {'permissions': [('may_edit', 'May edit')]})`,
    differences: [],
    undecided: ['shop.Sleep', 'shop.Sleep.permissions', 'shop.Sleep.settings'],
  },
  {
    about: 'a relation to a class of a library may lead to the model that the migrations name',
    models: `from stream.models import Action

class Note(models.Model):
    action = models.ForeignKey(Action, models.CASCADE)
`,
    operations: `migrations.CreateModel('Note', [${id}, ('action', models.ForeignKey(to='stream.action', on_delete=models.CASCADE))])`,
    differences: [],
    undecided: ['shop.Note.action'],
  },
  {
    about: 'a lazy object may be equal to what it stands for',
    models: `from django.core.validators import RegexValidator
from django.utils.functional import SimpleLazyObject

class Note(models.Model):
    name = models.CharField(max_length=9, validators=[RegexValidator(SimpleLazyObject(make))])
`,
    operations: `migrations.CreateModel('Note', [${id}, ('name', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^a')]))])`,
    differences: [],
    undecided: ['shop.Note.name'],
  },
  {
    about: 'an abstract model that code may have changed is abstract all the same',
    models: `from lib import register

class Node(models.Model):
    class Meta:
        abstract = True

register(Node)

class Page(Node):
    pass
`,
    operations: `migrations.CreateModel('Page', [${id}])`,
    differences: [],
    undecided: [],
  },
]

test.each(cases)('$about', async ({ models, operations, files = {}, differences, undecided }) => {
  const [django] = await loadFrameworks()
  const tree = textTree(
    new Map([
      ['settings.py', "INSTALLED_APPS = ['shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n"],
      ['shop/__init__.py', ''],
      ['shop/models.py', `from django.db import models\n${models}`],
      ['shop/migrations/__init__.py', ''],
      ['shop/migrations/0001_initial.py', migration(operations)],
      ...Object.entries(files),
    ]),
  )
  const settings = { settings: ['settings.py'], version: '5.2' }
  const [root] = django!.discover(tree, settings)
  const drift = django!.load(tree, root!, settings).drift!
  const written = drift.differences.map(({ operation, app, model, name, attributes }) =>
    [operation, [app, model, ...(name === undefined ? [] : [name])].join('.'), ...attributes].join(' '),
  )
  expect(written).toEqual(differences)
  expect([...new Set(drift.undecided.map(({ what }) => what))].sort()).toEqual(undecided)
})

function migration(operations: string): string {
  return `import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [${operations}]
`
}
