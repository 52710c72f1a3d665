import { expect, it } from 'vitest'
import { createDjango } from '../../../src/frameworks/django/index.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { textTree } from '../../support/text-tree.ts'

const parse = await loadParser()

function remaining(...operations: readonly string[]): readonly string[] | undefined {
  const files = operations.map((list, index): [string, string] => [
    `shop/migrations/000${index + 1}_step.py`,
    `from django.conf import settings
from django.db import migrations, models
from third import AddTrigger, DropTable

class Migration(migrations.Migration):
    dependencies = [${index > 0 ? `('shop', '000${index}_step')` : ''}]
    operations = [${list}]
`,
  ])
  const tree = textTree(new Map([['shop/migrations/__init__.py', ''], ...files]))
  const django = createDjango(parse)
  return django.load(tree, django.discover(tree, {})[0]!, {}).apps.get('shop')?.remainingModels
}

const create = (name: string, options = '{}') => `migrations.CreateModel('${name}', [], options=${options})`

it.each<[string, readonly string[], readonly string[] | undefined]>([
  ['none', [''], []],
  ['made', [`${create('Book')}, ${create('Author')}`], ['Author', 'Book']],
  ['made and deleted', [create('Book'), "migrations.DeleteModel('book')"], []],
  ['renamed', [create('Book'), "migrations.RenameModel('Book', 'Title')"], ['Title']],
  [
    'renamed and deleted',
    [create('Book'), "migrations.RenameModel('Book', 'Title')", "migrations.DeleteModel(name='Title')"],
    [],
  ],
  [
    'proxies and unmanaged ones',
    [`${create('A', "{'proxy': True}")}, ${create('B', "{'managed': False}")}`],
    [],
  ],
  [
    'taken over by another app',
    [
      create('Book'),
      "migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel('Book')])",
    ],
    [],
  ],
  [
    'of another kind of operation',
    [`${create('Book')}, migrations.RunSQL(''), AddTrigger('book')`],
    ['Book'],
  ],
  ['of one that may drop tables', [`${create('Book')}, DropTable('book')`], undefined],
  ['computed', [`*settings.OPERATIONS, ${create('Book')}`], undefined],
  ['with a computed name', ['migrations.CreateModel(settings.NAME, [])'], undefined],
])('the tables of an app: %s', (_, operations, expected) => {
  expect(remaining(...operations)).toEqual(expected)
})
