import { expect, test } from 'vitest'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { openEnvironment } from '../../../src/environment/open-environment.ts'
import { environmentFiles, folderOf } from '../../environment/folders.ts'
import { textTree } from '../../support/text-tree.ts'

/** A project, made small: an app `shop` by its models, its operations, its other files. */
export interface Case {
  readonly about: string
  readonly models: string
  readonly operations: string
  readonly files?: Readonly<Record<string, string>>
  /** Of an environment, where there is one. */
  readonly installed?: Readonly<Record<string, string>>
  readonly differences: readonly string[]
  readonly undecided: readonly string[]
}

/** The field `id` as migrations write it. */
export const id =
  "('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'))"

/** Tests that each case drifts as it says, and no further. */
export function drifts(cases: readonly Case[]): void {
  test.each(cases)(
    '$about',
    async ({ models, operations, files = {}, installed, differences, undecided }) => {
      const root = installed && folderOf(environmentFiles('env', installed))
      const environment = root ? openEnvironment({ root, cwd: root, env: {}, configured: 'env' }) : undefined
      const [django] = await loadFrameworks(environment)
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
      const [project] = django!.discover(tree, settings)
      const drift = django!.load(tree, project!, settings).drift!
      const written = drift.differences.map(({ operation, app, model, name, attributes }) =>
        [operation, [app, model, ...(name === undefined ? [] : [name])].join('.'), ...attributes].join(' '),
      )
      expect(written).toEqual(differences)
      expect([...new Set(drift.undecided.map(({ what }) => what))].sort()).toEqual(undecided)
    },
  )
}

function migration(operations: string): string {
  return `import django.core.validators
import django_extensions.db.fields
import markupfield.fields
import simple_history.models
import taggit.managers
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [${operations}]
`
}
