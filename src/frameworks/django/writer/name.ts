import type { DjangoVersion } from '../context.ts'
import { togetherOptions, type Operation } from '../autodetector/operation.ts'
import { isAtLeast } from '../values/conditions.ts'

/** A name may have so many characters before `_and_more` takes the place of the rest (django/db/migrations/migration.py). */
const longest = 52

/** What a migration is called without its number (`Migration.suggest_name`, django/db/migrations/migration.py). */
export function suggestedName(
  operations: readonly Operation[],
  isInitial: boolean,
  version: DjangoVersion,
  at: Date,
): string {
  const automatic = `auto_${timestamp(at)}`
  if (!isAtLeast(version, [4, 0])) return oldName(operations) ?? (isInitial ? 'initial' : automatic)
  if (isInitial) return 'initial'
  const fragments = operations.map(nameFragment).map((fragment) =>
    // Since Django 4.2: names of indexes and constraints may hold anything.
    isAtLeast(version, [4, 2]) ? fragment.replace(/[^\p{L}\p{N}_]+/gu, '_') : fragment,
  )
  const [first, ...rest] = fragments
  if (first === undefined) return automatic
  let name = first
  for (const fragment of rest) {
    const longer = `${name}_${fragment}`
    if (longer.length > longest) return `${name}_and_more`
    name = longer
  }
  return name
}

/** Django 3.2 knows a name for one operation, and for models that are made. */
function oldName(operations: readonly Operation[]): string | undefined {
  if (operations.length === 1) return nameFragment(operations[0]!)
  const isOfModels = operations.length > 1 && operations.every(({ operation }) => operation === 'CreateModel')
  return isOfModels ? operations.map(nameFragment).sort().join('_') : undefined
}

/** `Operation.migration_name_fragment` (django/db/migrations/operations). */
function nameFragment(operation: Operation): string {
  const model = operation.model.toLowerCase()
  switch (operation.operation) {
    case 'CreateModel':
      return model
    case 'DeleteModel':
      return `delete_${model}`
    case 'AddField':
    case 'AddIndex':
    case 'AddConstraint':
      return `${model}_${named(operation.name)}`
    case 'RemoveField':
    case 'RemoveIndex':
    case 'RemoveConstraint':
      return `remove_${model}_${named(operation.name)}`
    case 'AlterField':
    case 'AlterConstraint':
      return `alter_${model}_${named(operation.name)}`
    case 'RenameIndex':
      return operation.oldFields
        ? `rename_${model}_${operation.oldFields.join('_')}_${named(operation.name)}`
        : `rename_${named(operation.oldName)}_${named(operation.name)}`
    case 'AlterModelTable':
      return `alter_${model}_table`
    case 'AlterModelTableComment':
      return `alter_${model}_table_comment`
    case 'AlterModelOptions':
      return `alter_${model}_options`
    case 'AlterModelManagers':
      return `alter_${model}_managers`
    case 'AlterOrderWithRespectTo':
      return `alter_${model}_order_with_respect_to`
    case 'AlterUniqueTogether':
    case 'AlterIndexTogether':
      return `alter_${model}_${togetherOptions[operation.operation]}`
  }
}

const named = (name: string | undefined) => (name ?? '').toLowerCase()

/** `20240131_2359`, in UTC. */
function timestamp(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', '_').replaceAll(/[-:]/g, '')
}

/** The number at the head of a migration's name (`MigrationAutodetector.parse_number`): since Django 4.1 the last one of a squash. */
export function numberOf(name: string, version: DjangoVersion): number {
  const [, squashed] = isAtLeast(version, [4, 1]) ? (/.*_squashed_(\d+)/.exec(name) ?? []) : []
  return Number(squashed ?? /^\d+/.exec(name)?.[0] ?? 0)
}

/** A migration's name with its number: `0002_post_title`. */
export function numbered(number: number, name: string): string {
  return `${String(number).padStart(4, '0')}_${[...name].slice(0, 100).join('')}`
}
