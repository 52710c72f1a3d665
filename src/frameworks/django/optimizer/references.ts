import { stringOf } from '../../../python/value.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelKey } from '../state/model-state.ts'
import { isTogether } from '../autodetector/operation.ts'
import { subjects, type MigrationOperation } from './migration-operation.ts'

/**
 * Whether a field leads to a model, or to one field of it, also by way of a table of its own (`field_references` of
 * django/db/migrations/utils.py). Where it leads is not known: it may.
 */
export function fieldReferences(field: FieldState, target: ModelKey, fieldName?: string): boolean {
  const { relation } = field
  if (!relation) return false
  if (relation.to === undefined) return true
  if (relation.to === target) {
    const toField = stringOf(field.keywords.get('to_field'))
    if (fieldName === undefined || toField === undefined || toField === fieldName) return true
  }
  if (relation.through !== target) return false
  const through = field.keywords.get('through_fields')
  if (fieldName === undefined || (through?.kind !== 'tuple' && through?.kind !== 'list')) return true
  return through.items.some((item) => stringOf(item) === fieldName)
}

/** `Operation.references_model`: whether an operation may have to do with a model of its app. */
export function referencesModel(operation: MigrationOperation, model: string): boolean {
  const name = model.toLowerCase()
  const target = modelKey(operation.app, name)
  const isSame = operation.model.toLowerCase() === name
  switch (operation.operation) {
    case 'DeleteModel':
      // It might have fields that lead there.
      return true
    case 'CreateModel':
      return (
        isSame ||
        operation.bases.includes(target) ||
        [...operation.fields.values()].some((field) => fieldReferences(field, target))
      )
    case 'AddField':
    case 'AlterField':
      return isSame || fieldReferences(operation.field, target)
    case 'RenameModel':
      return isSame || operation.newName.toLowerCase() === name
    default:
      return isSame || ['index', 'other'].includes(subjects[operation.operation])
  }
}

/** `Operation.references_field`: whether an operation may have to do with a field of a model of its app. */
export function referencesField(operation: MigrationOperation, model: string, name: string): boolean {
  const isSame = operation.model.toLowerCase() === model.toLowerCase()
  if (isTogether(operation)) {
    return isSame && (!operation.value?.length || operation.value.some((fields) => fields.includes(name)))
  }
  switch (operation.operation) {
    case 'RemoveField':
      return isSame && operation.name === name
    case 'AddField':
    case 'AlterField':
      return (
        (isSame && operation.name === name) ||
        fieldReferences(operation.field, modelKey(operation.app, model), name)
      )
    case 'RenameField': {
      const names = [operation.name.toLowerCase(), operation.newName.toLowerCase()]
      return isSame && names.includes(name.toLowerCase())
    }
    case 'AlterOrderWithRespectTo':
      return isSame && (operation.field === undefined || operation.field === name)
    default:
      return referencesModel(operation, model)
  }
}
