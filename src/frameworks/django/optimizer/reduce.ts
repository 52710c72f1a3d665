import { isTogether } from '../autodetector/operation.ts'
import type { DjangoVersion } from '../context.ts'
import { isAtLeast } from '../values/conditions.ts'
import { mergedField } from './merge-field.ts'
import { mergedIndex } from './merge-index.ts'
import { mergedModel } from './merge-model.ts'
import { subjects, type MigrationOperation } from './migration-operation.ts'
import { referencesField, referencesModel } from './references.ts'

/** What stands for both of two operations; undefined where nothing does. */
export type Merged = readonly MigrationOperation[] | undefined

/**
 * `Operation.reduce` (django/db/migrations/operations): what stands for both of two operations, or else whether the
 * first can be moved behind the second.
 */
export function reduce(
  first: MigrationOperation,
  second: MigrationOperation,
  version: DjangoVersion,
): readonly MigrationOperation[] | boolean {
  return merged(first, second, version) ?? elided(first, second) ?? canPass(first, second, version)
}

function merged(first: MigrationOperation, second: MigrationOperation, version: DjangoVersion): Merged {
  switch (subjects[first.operation]) {
    case 'model':
      return mergedModel(first, second, version)
    case 'option': {
      const isSame = first.model.toLowerCase() === second.model.toLowerCase()
      return isSame && [first.operation, 'DeleteModel'].includes(second.operation) ? [second] : undefined
    }
    case 'field':
      return mergedField(first, second, version)
    case 'index':
      return mergedIndex(first, second, version)
    case 'other':
      return undefined
  }
}

/** An elidable operation goes, whatever stands beside it. */
function elided(first: MigrationOperation, second: MigrationOperation): Merged {
  if (first.operation === 'other' && first.isElidable) return [second]
  return second.operation === 'other' && second.isElidable ? [first] : undefined
}

function canPass(first: MigrationOperation, second: MigrationOperation, version: DjangoVersion): boolean {
  if (first.operation === 'RenameModel') return !referencesModel(second, first.newName)
  if (first.operation === 'RenameField') {
    // Django 3.2 forgets the old name.
    const names = isAtLeast(version, [4, 0]) ? [first.name, first.newName] : [first.newName]
    return !names.some((name) => referencesField(second, first.model, name))
  }
  switch (subjects[first.operation]) {
    case 'index':
    case 'other':
      return false
    case 'field':
      return !referencesField(second, first.model, 'name' in first ? (first.name ?? '') : '')
    default:
      // Django 4.1 lets the two kinds of together pass one another.
      if (isTogether(first) && isTogether(second) && first.operation !== second.operation) {
        if (isAtLeast(version, [4, 1])) return true
      }
      return !referencesModel(second, first.model)
  }
}
