import { apps, userModel, type Made, type World } from './history.ts'

/** The files of a project with these migrations. */
export function filesOf(
  world: World,
  labels: readonly string[],
  withMax: readonly string[],
): Record<string, string> {
  const files: Record<string, string> = {
    'manage.py': "import os\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'project.settings')\n",
    'project/__init__.py': '',
    'project/settings.py': `SECRET_KEY = 'x'\nINSTALLED_APPS = [${labels.map((app) => `'${app}'`).join(', ')}]\nAUTH_USER_MODEL = '${labels.includes('people') ? userModel : 'auth.User'}'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n`,
  }
  for (const app of labels) {
    files[`${app}/__init__.py`] = ''
    files[`${app}/models.py`] = ''
    files[`${app}/migrations/__init__.py`] = ''
  }
  for (const made of world.migrations) files[`${made.app}/migrations/${made.name}.py`] = sourceOf(made)
  for (const app of withMax) {
    const last = world.migrations.findLast((made) => made.app === app)!
    files[`${app}/migrations/max_migration.txt`] = `${last.name}\n`
  }
  return files
}

/** The text of a migration, in one of the ways that people write one. */
function sourceOf({ dependencies, runBefore, swappable, operations, style, name }: Made): string {
  const quote = style === 1 ? '"' : "'"
  const pair = ([app, other]: readonly [string, string]): string =>
    `(${quote}${app}${quote},${style === 2 ? '\n            ' : ' '}${style === 3 ? 'u' : ''}${quote}${other}${quote})`
  const list = (items: readonly string[]): string =>
    style === 4
      ? `[${items.join(', ')}]`
      : `[\n${items.map((item) => `        ${item},  # ${name}\n`).join('')}    ]`
  const after = [
    ...dependencies.map(pair),
    ...(swappable ? ['migrations.swappable_dependency(settings.AUTH_USER_MODEL)'] : []),
  ]
  const text = `${style === 5 ? '\uFEFF' : ''}# Made up.
${swappable ? 'from django.conf import settings\n' : ''}from django.db import migrations, models


class Migration(migrations.Migration):
${dependencies.some(([, other]) => /^\d/.test(other)) ? '' : '    initial = True\n'}
    dependencies = ${list(after)}
${runBefore.length > 0 ? `\n    run_before = ${list(runBefore.map(pair))}\n` : ''}
    operations = [
${operations.map((operation) => `        ${operation},\n`).join('')}    ]
`
  return style === 0 ? text.replaceAll('\n', '\r\n') : text
}

export const labelsOf = (count: number): readonly string[] => apps.slice(0, count)
