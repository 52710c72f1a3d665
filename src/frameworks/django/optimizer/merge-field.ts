import type { FieldOperation } from '../autodetector/operation.ts'
import type { DjangoVersion } from '../context.ts'
import { isAtLeast } from '../values/conditions.ts'
import type { MigrationOperation, RenameField } from './migration-operation.ts'
import type { Merged } from './reduce.ts'

/** What stands for an operation on a field and a later one (`reduce` of django/db/migrations/operations/fields.py). */
export function mergedField(
  first: MigrationOperation,
  second: MigrationOperation,
  version: DjangoVersion,
): Merged {
  if (first.model.toLowerCase() !== second.model.toLowerCase()) return undefined
  if (first.operation === 'RemoveField') return second.operation === 'DeleteModel' ? [second] : undefined
  if (first.operation === 'RenameField') return renamedTwice(first, second)
  if (first.operation !== 'AddField' && first.operation !== 'AlterField') return undefined
  switch (second.operation) {
    case 'RemoveField':
      if (!isSame(first.name, second.name)) return undefined
      return first.operation === 'AddField' ? [] : [second]
    case 'RenameField':
      return isSame(first.name, second.name) ? renamedField(first, second, version) : undefined
    case 'AlterField':
      if (!isSame(first.name, second.name)) return undefined
      if (first.operation === 'AddField')
        return [{ ...kept(first, version), name: second.name, field: second.field }]
      return isAtLeast(version, [5, 0]) ? [second] : undefined
    default:
      return undefined
  }
}

function renamedField(first: FieldOperation, rename: RenameField, version: DjangoVersion): Merged {
  const renamed = { ...kept(first, version), name: rename.newName }
  if (first.operation === 'AddField') return [renamed]
  // Since Django 4.1 a column with a name of its own stays as it is.
  const hasColumn = first.field.keywords.has('db_column')
  return hasColumn && isAtLeast(version, [4, 1]) ? undefined : [rename, renamed]
}

function renamedTwice(first: RenameField, second: MigrationOperation): Merged {
  if (second.operation !== 'RenameField' || !isSame(first.newName, second.name)) return undefined
  return [{ ...first, newName: second.newName }]
}

/** Until Django 6.0 what is put together forgets `preserve_default`. */
function kept(operation: FieldOperation, version: DjangoVersion): FieldOperation {
  return isAtLeast(version, [6, 0]) ? operation : { ...operation, preserveDefault: undefined }
}

const isSame = (name: string, other: string) => name.toLowerCase() === other.toLowerCase()
