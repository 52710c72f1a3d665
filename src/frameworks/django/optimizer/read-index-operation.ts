import { isSequence, stringOf } from '../../../python/value.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import type { NamedState } from '../state/model-state.ts'
import { madeBy } from './made-by.ts'
import type { MigrationOperation } from './migration-operation.ts'
import { isGiven, UnreadableOperation, type GivenOperation } from './read-operation.ts'

/** Reads operations on indexes and constraints, also those of django/contrib/postgres/operations.py that are made of them. */
export function readIndexOperation(given: GivenOperation): MigrationOperation | undefined {
  const { text } = given
  const of = () => ({
    ...madeBy(given, text('model_name')),
    ...(given.path !== undefined && { path: given.path }),
  })
  switch (given.name) {
    case 'AddIndex':
    case 'AddIndexConcurrently': {
      const index = indexOf(given, 'index')
      return { ...of(), operation: 'AddIndex', name: index.name, index }
    }
    case 'AddConstraint':
    case 'AddConstraintNotValid': {
      const index = indexOf(given, 'constraint')
      return { ...of(), operation: 'AddConstraint', name: index.name, index }
    }
    case 'RemoveIndex':
    case 'RemoveIndexConcurrently':
      return { ...of(), operation: 'RemoveIndex', name: text('name') }
    case 'RemoveConstraint':
      return { ...of(), operation: 'RemoveConstraint', name: text('name') }
    case 'AlterConstraint':
      return {
        ...of(),
        operation: 'AlterConstraint',
        name: text('name'),
        index: indexOf(given, 'constraint'),
      }
    case 'RenameIndex':
      return { ...of(), operation: 'RenameIndex', name: text('new_name'), ...oldOf(given) }
    default:
      return undefined
  }
}

function indexOf(given: GivenOperation, argument: 'index' | 'constraint'): NamedState {
  const { app, name, origin, context, text, value } = given
  const owner = { app, name: text('model_name') }
  const found = value(argument)
  const state = found && normalReaders[argument](found, owner, context)
  if (state?.name === undefined)
    throw new UnreadableOperation({ cause: `the \`${argument}\` of \`${name}\` is not known`, origin })
  return state
}

function oldOf({ value, text, name, origin }: GivenOperation) {
  if (isGiven(value('old_name'))) return { oldName: text('old_name'), oldFields: undefined }
  const fields = value('old_fields')
  const names = isSequence(fields) ? fields.items.map(stringOf) : []
  if (names.length === 0 || names.includes(undefined))
    throw new UnreadableOperation({ cause: `the \`old_fields\` of \`${name}\` are not known`, origin })
  return { oldName: undefined, oldFields: names.map((each) => each ?? '') }
}
