import type { DjangoVersion } from '../context.ts'
import { fileText } from '../writer/file-text.ts'
import { numberOf } from '../writer/name.ts'

/** The Django that a project runs on. */
export interface DjangoInUse {
  readonly version: DjangoVersion
  /** As far as it is known: `5.2.10`, or the series. */
  readonly release: string
}

/** The longest list of names that goes into a merge migration's own. */
const longestList = 47

/**
 * The name that `makemigrations --merge` gives to a migration that joins leaf nodes (`handle_merge` in
 * django/core/management/commands/makemigrations.py, the same from 3.2 to 6.0): the local time stands in for names that
 * are too long together.
 */
export function mergeName(leaves: readonly string[], version: DjangoVersion, now: Date): string {
  const numbers = leaves
    .filter((name) => /^\d|_squashed_\d/.test(name))
    .map((name) => numberOf(name, version))
  const number = String((numbers.length > 0 ? Math.max(...numbers) : 1) + 1).padStart(4, '0')
  const names = leaves.toSorted().join('_')
  return `${number}_merge_${names.length > longestList ? timestamp(now) : names}`
}

function timestamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `${day}_${two(now.getHours())}${two(now.getMinutes())}`
}

/** The text of a migration that joins leaf nodes, as Django's MigrationWriter gives it. */
export function mergeText(
  app: string,
  leaves: readonly string[],
  { version, release }: DjangoInUse,
  at: Date,
): string {
  const dependencies = leaves.map((name) => `('${app}', '${name}')`).toSorted()
  const content = {
    header: { release, at },
    imports: new Set<string>(),
    isInitial: false,
    dependencies,
    operations: [],
  }
  return fileText(content, version)
}
