import type { DjangoVersion } from '../context.ts'

/** The longest list of names that goes into a merge migration's own. */
const longestList = 47

/**
 * The name that `makemigrations --merge` gives to a migration that joins leaf nodes (`handle_merge` in
 * django/core/management/commands/makemigrations.py, the same from 3.2 to 6.0): the local time stands in for names that
 * are too long together.
 */
export function mergeName(leaves: readonly string[], version: DjangoVersion, now: Date): string {
  const numbers = leaves.flatMap((name) => parseNumber(name, version) ?? [])
  const number = String((numbers.length > 0 ? Math.max(...numbers) : 1) + 1).padStart(4, '0')
  const names = leaves.toSorted().join('_')
  return `${number}_merge_${names.length > longestList ? timestamp(now) : names}`
}

/**
 * The number of a migration's name (`parse_number` in django/db/migrations/autodetector.py). That of a squash is
 * the one of the last migration that it replaces; not yet in 3.2.
 */
export function parseNumber(name: string, [major]: DjangoVersion): number | undefined {
  const digits = (major >= 4 ? /^.*_squashed_(\d+)/s.exec(name)?.[1] : undefined) ?? /^\d+/.exec(name)?.[0]
  return digits === undefined ? undefined : Number(digits)
}

function timestamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `${day}_${two(now.getHours())}${two(now.getMinutes())}`
}

/**
 * The text of a migration that joins leaf nodes, as Django's MigrationWriter lays it out (`MIGRATION_TEMPLATE` in
 * django/db/migrations/writer.py, 3.2 to 6.0), without the comment that names who made it.
 */
export function mergeText(app: string, leaves: readonly string[]): string {
  const lines = leaves.map((name) => `        (${quoted(app)}, ${quoted(name)}),`).toSorted()
  return `from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
${lines.join('\n')}
    ]

    operations = [
    ]
`
}

/** App labels and the names of modules hold no quotes and no backslashes. */
const quoted = (text: string): string => `'${text}'`
