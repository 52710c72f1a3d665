import { loadFrameworks } from '../../../../src/frameworks/index.ts'
import type { DataStep } from '../../../../src/model/schema/data-step.ts'
import { textTree } from '../../../support/text-tree.ts'

const [django] = await loadFrameworks()

const settings = `
INSTALLED_APPS = ["shop", "depot"]
AUTH_USER_MODEL = "auth.User"
`

const models = `
from django.db import models

class Product(models.Model):
    code = models.CharField(max_length=20, null=True)

class Kind(models.TextChoices):
    PLAIN = "plain"
`

const initial = `
from django.db import migrations, models
import django.db.models.deletion

class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel("Maker", [
            ("id", models.AutoField(primary_key=True)),
            ("name", models.CharField(max_length=20)),
            ("country", models.CharField(max_length=2, null=True)),
        ]),
        migrations.CreateModel("Product", [
            ("id", models.AutoField(primary_key=True)),
            ("name", models.CharField(max_length=20)),
            ("code", models.CharField(max_length=20, null=True)),
            ("slug", models.CharField(max_length=20, null=True)),
            ("stock", models.IntegerField(null=True)),
            ("maker", models.ForeignKey("shop.Maker", models.CASCADE, null=True)),
            ("tags", models.ManyToManyField("shop.Maker", related_name="tagged")),
        ]),
    ]
`

const depot = `
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.CreateModel("Shelf", [("id", models.AutoField(primary_key=True))])]
`

/**
 * The data step of a migration of the app \`shop\`.
 *
 * @param body what stands before the class: it defines \`fill\`, or what \`code\` names
 */
export async function follow(
  body: string,
  {
    code = 'fill',
    files = {},
    dependencies = '',
  }: { code?: string; files?: Record<string, string>; dependencies?: string } = {},
): Promise<DataStep> {
  const migration = `${body}

from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial"), ${dependencies}]
    operations = [migrations.RunPython(${code}, migrations.RunPython.noop)]
`
  const all = {
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n',
    'config/__init__.py': '',
    'config/settings.py': settings,
    'shop/__init__.py': '',
    'shop/models.py': models,
    'shop/migrations/__init__.py': '',
    'shop/migrations/0001_initial.py': initial,
    'shop/migrations/0002_fill.py': migration,
    'depot/__init__.py': '',
    'depot/migrations/__init__.py': '',
    'depot/migrations/0001_initial.py': depot,
    ...files,
  }
  const tree = textTree(new Map(Object.entries(all)))
  await django!.prepare!(tree, {}, (path) => path.includes('0002'))
  const [root] = django!.discover(tree, {})
  const planned = django!.load(tree, root!, {}).plan!.find(({ migration: { name } }) => name === '0002_fill')
  for (const { effects } of planned!.steps)
    for (const effect of effects) if (effect.kind === 'data') return effect.step
  throw new Error('there is no data step')
}

/** The writes in short: `update code of all, may be NULL, one statement`. */
export function writesOf({ writes }: DataStep): readonly string[] {
  return writes.map(({ table, columns, kind, rows, mayBeNull, how }) => {
    const name = table?.replace(/^\w+?_(\w+) of .*$/, '$1') ?? 'unknown'
    const what = columns === 'all' ? '' : ` ${columns.join('+') || 'nothing'}`
    const reached = typeof rows === 'string' ? rows : `NULL ${rows.nullsOf.join('+')}`
    const of = kind === 'insert' ? '' : ` of ${reached}`
    return `${kind} ${name}${what}${of}${mayBeNull ? ', maybe NULL' : ''}, ${how}`
  })
}
