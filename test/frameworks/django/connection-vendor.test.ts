import { expect, test } from 'vitest'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import type { DatabaseName } from '../../../src/model/database.ts'
import { textTree } from '../../support/text-tree.ts'

const migration = `from django.db import connection, migrations, models

class Migration(migrations.Migration):
    dependencies = []

    if connection.vendor == "postgresql":
        operations = [migrations.CreateModel("Order", [("id", models.AutoField(primary_key=True))])]
    elif connection.vendor == "mysql":
        operations = []
    else:
        operations = [migrations.RunSQL(migrations.RunSQL.noop)]
`

const database = (alias: string, engine: string) =>
  `"${alias}": {"ENGINE": "django.db.backends.${engine}", "NAME": "shop"}`

/** The operations of a migration that depend on the database: by the settings, unless it is configured. */
async function operations(databases: string, configured: readonly DatabaseName[] = []) {
  const [django] = await loadFrameworks()
  const files = {
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    'settings.py': `INSTALLED_APPS = ["shop"]\nDATABASES = {${databases}}\n`,
    'shop/__init__.py': '',
    'shop/migrations/__init__.py': '',
    'shop/migrations/0001_initial.py': migration,
  }
  const tree = textTree(new Map(Object.entries(files)))
  const [root] = django!.discover(tree, {})
  const given = configured.map((name) => ({ name, version: undefined }))
  const { plan } = django!.load(tree, root!, {}, given)
  return plan!.flatMap(({ steps }) => steps.map(({ operation }) => operation.name))
}

test.each([
  ['the settings', database('default', 'postgresql'), [], ['CreateModel']],
  ['the default database', [database('default', 'sqlite3'), database('old', 'mysql')].join(), [], ['RunSQL']],
  ['the config', database('default', 'sqlite3'), ['mariadb'], []],
  ['a config of several databases', '', ['postgresql', 'sqlite'], ['an operation']],
  ['nothing', '', [], ['an operation']],
] as const)('by %s', async (_, databases, configured, expected) => {
  expect(await operations(databases, configured)).toEqual(expected)
})
