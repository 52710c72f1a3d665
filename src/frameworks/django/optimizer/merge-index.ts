import { constant } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import type { NamedState } from '../state/model-state.ts'
import { isAtLeast } from '../values/conditions.ts'
import type { MigrationOperation } from './migration-operation.ts'
import type { Merged } from './reduce.ts'

/**
 * What stands for an operation on an index or a constraint and a later one (`reduce` of
 * django/db/migrations/operations/models.py).
 */
export function mergedIndex(
  first: MigrationOperation,
  second: MigrationOperation,
  version: DjangoVersion,
): Merged {
  const isSameModel = first.model.toLowerCase() === second.model.toLowerCase()
  switch (first.operation) {
    case 'AddIndex':
      // Since Django 5.0, which does not ask for the model: names of indexes are unique.
      if (!isAtLeast(version, [5, 0])) return undefined
      if (second.operation === 'RemoveIndex') return first.name === second.name ? [] : undefined
      if (second.operation !== 'RenameIndex' || first.name !== second.oldName) return undefined
      return [{ ...first, name: second.name, index: named(first.index, second.name) }]
    case 'RenameIndex':
      if (second.operation !== 'RenameIndex' || !isSameModel) return undefined
      if (first.name.toLowerCase() !== second.oldName?.toLowerCase()) return undefined
      return [{ ...first, name: second.name }]
    case 'AddConstraint':
      if (!isSameModel || !('name' in second) || first.name !== second.name) return undefined
      if (second.operation === 'RemoveConstraint') return isAtLeast(version, [5, 0]) ? [] : undefined
      if (second.operation !== 'AlterConstraint') return undefined
      // A subclass is one no more before Django 6.0.
      return [{ ...first, path: isAtLeast(version, [6, 0]) ? first.path : undefined, index: second.index }]
    case 'AlterConstraint':
      if (second.operation !== 'AlterConstraint' && second.operation !== 'RemoveConstraint') return undefined
      return isSameModel && first.name === second.name ? [second] : undefined
    default:
      return undefined
  }
}

/** An index or a constraint under another name. */
function named(index: NamedState, name: string): NamedState {
  return { ...index, name, keywords: new Map(index.keywords).set('name', constant(name)) }
}
