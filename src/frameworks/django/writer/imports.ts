import type { DjangoVersion } from '../context.ts'
import { byCodePoint } from '../../../python/equality.ts'
import { isAtLeast } from '../values/conditions.ts'
import { canonicalName } from '../values/names.ts'

/** The import that a name outside of the repository is written with; undefined for one that needs none. */
export function importFor(path: string): string | undefined {
  const name = canonicalName(path)
  if (name === 'decimal.Decimal') return 'from decimal import Decimal'
  if (name.startsWith('django.conf.settings.')) return 'from django.conf import settings'
  if (/^django\.db\.models\.[A-Z]\w*$/.test(name)) return 'from django.db import models'
  if (name.startsWith('builtins.')) return undefined
  return `import ${moduleOf(name)}`
}

/** The module of a dotted path: classes start with a capital, but for a few of the standard library. */
function moduleOf(path: string): string {
  if (path.startsWith('datetime.')) return 'datetime'
  const parts = path.split('.')
  const first = parts.findIndex((part, index) => index > 0 && /^[A-Z]/.test(part))
  return parts.slice(0, first < 0 ? -1 : first).join('.')
}

/**
 * The lines of a file's imports, `migrations` among them (`MigrationWriter.as_string` of django/db/migrations/writer.py).
 * Since Django 5.0 `import` comes before `from`; before, modules alone decide.
 */
export function importLines(imports: ReadonlySet<string>, version: DjangoVersion): readonly string[] {
  const all = new Set(imports)
  all.add(all.delete('from django.db import models') ? `${ofDjango}, models` : ofDjango)
  const isGrouped = isAtLeast(version, [5, 0])
  const key = (line: string) => {
    const [first, module] = line.split(' ')
    return `${isGrouped && first === 'from' ? 1 : 0} ${module}`
  }
  return [...all].sort((a, b) => byCodePoint(key(a), key(b)) || byCodePoint(a, b))
}

const ofDjango = 'from django.db import migrations'
