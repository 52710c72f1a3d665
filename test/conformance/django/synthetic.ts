import type { Answer, Declared, Key } from './oracle.ts'

/** What has to be known to write a project whose migrations declare given edges. */
export type Sketch = Pick<Answer, 'auth_user_model' | 'apps' | 'migrations'> &
  Partial<Pick<Answer, 'disk_errors'>>

/**
 * The files of a project of our own whose migrations declare what the sketch says, and do nothing else: so
 * Django's answer about somebody's project can be compared without that project's files. Each app lies in a
 * folder named after its label. Paths to text.
 */
export function writeProject(sketch: Sketch): Map<string, string> {
  const labels = Object.keys(sketch.apps)
  const files = new Map<string, string>()
  files.set('manage.py', 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")\n')
  files.set('project/__init__.py', '')
  files.set(
    'project/settings.py',
    `INSTALLED_APPS = ${list(labels.map(quote))}\nAUTH_USER_MODEL = ${quote(sketch.auth_user_model)}\n`,
  )
  for (const [label, app] of Object.entries(sketch.apps)) {
    files.set(`${label}/__init__.py`, '')
    files.set(
      `${label}/apps.py`,
      `from django.apps import AppConfig\n\n\nclass Config(AppConfig):\n    name = ${quote(label)}\n    label = ${quote(label)}\n`,
    )
    files.set(`${label}/models.py`, '')
    if (app.migrated) files.set(`${label}/migrations/__init__.py`, '')
  }
  for (const [id, migration] of Object.entries(sketch.migrations)) {
    const dot = id.indexOf('.')
    files.set(
      `${id.slice(0, dot)}/migrations/${id.slice(dot + 1)}.py`,
      migrationFile(migration, sketch.auth_user_model),
    )
  }
  for (const error of sketch.disk_errors ?? []) {
    if (error.type === 'BadMigrationError' && error.migration) {
      files.set(`${error.app}/migrations/${error.migration}.py`, 'from django.db import migrations\n')
    }
  }
  return files
}

function migrationFile(migration: Declared, authUserModel: string): string {
  const pairs = (keys: readonly Key[]): string => list(keys.map((key) => reference(key, authUserModel)))
  const lines = ['from django.conf import settings', 'from django.db import migrations', '', '']
  lines.push('class Migration(migrations.Migration):')
  if (migration.initial !== null) lines.push(`    initial = ${migration.initial ? 'True' : 'False'}`)
  if (!migration.atomic) lines.push('    atomic = False')
  lines.push(`    dependencies = ${pairs(migration.dependencies)}`)
  if (migration.run_before.length > 0) lines.push(`    run_before = ${pairs(migration.run_before)}`)
  if (migration.replaces.length > 0) lines.push(`    replaces = ${pairs(migration.replaces)}`)
  lines.push('    operations = []')
  return lines.join('\n') + '\n'
}

function reference([app, name, model]: Key, authUserModel: string): string {
  if (model === authUserModel) return 'migrations.swappable_dependency(settings.AUTH_USER_MODEL)'
  if (model !== undefined) return `migrations.swappable_dependency(${quote(model)})`
  return `(${quote(app)}, ${quote(name)})`
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

/** JSON's strings are Python's, as long as they hold no lone surrogate and no `\/`. */
function quote(text: string): string {
  return JSON.stringify(text)
}
