import { expect, test } from 'vitest'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { textTree } from '../../support/text-tree.ts'

const files = (tools: string): ReadonlyMap<string, string> =>
  new Map([
    ['manage.py', ''],
    ['site/settings.py', "INSTALLED_APPS = ['shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n"],
    ['shop/__init__.py', ''],
    ['shop/tools.py', tools],
    [
      'shop/models.py',
      `from django.db import models
from shop.tools import color


class Tag(models.Model):
    color = models.CharField(max_length=9, default=color)
`,
    ],
    ['shop/migrations/__init__.py', ''],
    [
      'shop/migrations/0001_initial.py',
      `from django.db import migrations, models
import shop.models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('color', models.CharField(default=shop.models.color, max_length=9)),
            ],
        ),
    ]
`,
    ],
  ])

test('a migration is read anew in a tree where what it imports lies elsewhere in its file', async () => {
  const [django] = await loadFrameworks()
  const settings = { settings: ['site/settings.py'], version: '5.2' }
  const drifts = ['def color():\n    return 1\n', '\n\ndef color():\n    return 1\n'].map((tools) => {
    const tree = textTree(files(tools))
    return django!.discover(tree, settings).map((root) => django!.load(tree, root, settings).drift)
  })
  expect(drifts.flat().map((drift) => drift?.differences)).toEqual([[], []])
  expect(drifts.flat().map((drift) => drift?.fields)).toEqual([
    { decided: 2, total: 2 },
    { decided: 2, total: 2 },
  ])
})
