import type { Writing } from '../../../../src/model/writing.ts'
import { loadFrameworks } from '../../../../src/frameworks/index.ts'
import { textTree } from '../../../support/text-tree.ts'

/** The field `id` as migrations write it. */
export const id =
  "('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'))"

/** A project with an app `shop`: its models, the operations of its first migration, its other files. */
export interface Case {
  readonly models: string
  /** Undefined for an app without migrations. */
  readonly operations?: string
  readonly files?: Readonly<Record<string, string>>
  readonly version?: string
  readonly settings?: Readonly<Record<string, unknown>>
}

/** What is written for a project at 2024-05-06 07:08. */
export async function writing({
  models,
  operations,
  files = {},
  version = '5.2.1',
  ...given
}: Case): Promise<Writing> {
  const [django] = await loadFrameworks()
  const tree = textTree(
    new Map([
      ['requirements.txt', `Django==${version}\n`],
      ['settings.py', "INSTALLED_APPS = ['shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n"],
      ['shop/__init__.py', ''],
      ['shop/models.py', `from django.db import models\n${models}`],
      ['shop/migrations/__init__.py', ''],
      ...(operations === undefined
        ? []
        : ([['shop/migrations/0001_initial.py', migration(operations)]] as const)),
      ...Object.entries(files),
    ]),
  )
  const settings = { settings: ['settings.py'], ...given.settings }
  const [project] = django!.discover(tree, settings)
  const at = new Date(Date.UTC(2024, 4, 6, 7, 8, 9))
  return django!.load(tree, project!, settings).missingMigrations!({ at })
}

/** The names of what is written, and the reasons for what is not. */
export async function outcome(given: Case): Promise<readonly string[]> {
  const { written, refused } = await writing(given)
  return [...written.map(({ app, name }) => `${app} ${name}`), ...refused.map(({ reason }) => reason)]
}

/** The text of a migration. */
export function migration(operations: string, dependencies = ''): string {
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [${dependencies}]
    operations = [${operations}]
`
}
