import { expect, test } from 'vitest'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { textTree } from '../../support/text-tree.ts'

const [django] = await loadFrameworks()

/** What differs in a project of one app `shop` with some options under `frameworks.django`, and what is not decided. */
function drift(models: string, operations: string, given: Readonly<Record<string, unknown>>) {
  const { frameworks } = parseConfig({ frameworks: { django: given } }, 'config.json', [])
  const files = {
    'manage.py': "DJANGO_SETTINGS_MODULE = 'settings'",
    'settings.py': "INSTALLED_APPS = ['shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'",
    'shop/__init__.py': '',
    'shop/models.py': `from django.db import models\n${models}`,
    'shop/migrations/__init__.py': '',
    'shop/migrations/0001_initial.py': `import pay.fields\nfrom django.db import migrations, models\nclass Migration(migrations.Migration):\n    operations = [\n${operations}\n    ]`,
  }
  const tree = textTree(new Map(Object.entries(files)))
  const options = { ...frameworks?.django }
  const [root] = django!.discover(tree, options)
  const found = django!.load(tree, root!, options).drift!
  return {
    differences: found.differences.map(({ operation, name, attributes }) => [operation, name, ...attributes]),
    undecided: found.undecided.map(({ what }) => what),
  }
}

const id = "('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'))"

test('attributes that are left out make no difference, others still do', () => {
  const models = `
class Note(models.Model):
    name = models.CharField(max_length=9, help_text='Short.')
    text = models.CharField(max_length=90, help_text='Long.')
    class Meta:
        verbose_name = 'note'
        ordering = ['name']
`
  const operations = `migrations.CreateModel('Note', [${id}, ('name', models.CharField(max_length=9)), ('text', models.CharField(max_length=80))]),`
  expect(drift(models, operations, {}).differences).toEqual([
    ['AlterModelOptions', undefined, 'ordering', 'verbose_name'],
    ['AlterField', 'name', 'help_text'],
    ['AlterField', 'text', 'max_length', 'help_text'],
  ])
  expect(drift(models, operations, { ignoredAttributes: ['help_text', 'verbose_name'] }).differences).toEqual(
    [
      ['AlterModelOptions', undefined, 'ordering'],
      ['AlterField', 'text', 'max_length'],
    ],
  )
  expect(
    drift(models, operations, { ignoredAttributes: ['help_text', 'verbose_name', 'ordering'] }).differences,
  ).toEqual([['AlterField', 'text', 'max_length']])
})

test('a library is described in the config', () => {
  const models = `
from pay.models import Priced
from pay.fields import PriceField
class Item(Priced):
    price = PriceField()
`
  const operations = `migrations.CreateModel('Item', [${id}, ('price', pay.fields.PriceField()), ('paid', models.BooleanField(default=False))]),`
  expect(drift(models, operations, {}).undecided).not.toEqual([])
  const libraries = [
    {
      classes: {
        'pay.fields.PriceField': {
          bases: ['django.db.models.DecimalField', 'django.db.models.Field'],
          field: {},
        },
        'pay.models.Priced': {
          bases: ['django.db.models.Model'],
          model: {
            abstract: true,
            fields: [['paid', 'django.db.models.BooleanField', [], { default: true }]],
          },
        },
      },
    },
  ]
  expect(drift(models, operations, { libraries })).toEqual({
    differences: [['AlterField', 'paid', 'default']],
    undecided: [],
  })
})
