import { truth, type Value } from '../../../python/value.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import type { FieldState } from '../state/field-state.ts'
import { madeBy } from './made-by.ts'
import type { MigrationOperation } from './migration-operation.ts'
import { UnreadableOperation, type GivenOperation } from './read-operation.ts'
import { withWrittenTarget } from './written-target.ts'

/** Reads the operations of django/db/migrations/operations/fields.py. */
export function readFieldOperation(given: GivenOperation): MigrationOperation | undefined {
  const { app, text, value } = given
  switch (given.name) {
    case 'AddField':
    case 'AlterField': {
      const [model, name] = [text('model_name'), text('name')]
      const preserve = value('preserve_default')
      return {
        ...madeBy(given, model),
        operation: given.name,
        name,
        field: fieldOf(given, value('field'), name, model),
        ...(preserve && truth(preserve) !== true && { preserveDefault: preserve }),
      }
    }
    case 'RemoveField':
      return { ...madeBy(given, text('model_name')), operation: 'RemoveField', name: text('name') }
    case 'RenameField':
      return {
        operation: 'RenameField',
        app,
        model: text('model_name'),
        name: text('old_name'),
        newName: text('new_name'),
      }
    default:
      return undefined
  }
}

/** A field as its class deconstructs it; all that it is made with has to be known. */
export function fieldOf(
  { app, context, origin }: GivenOperation,
  value: Value | undefined,
  name: string,
  model: string,
): FieldState {
  const unreadable = (cause: string, remedy?: string) =>
    new UnreadableOperation({
      cause: `the field \`${app}.${model}.${name}\` is not known: ${cause}`,
      remedy,
      origin,
    })
  if (value?.kind !== 'call')
    throw unreadable(value?.kind === 'unresolved' ? value.reason : 'what it is cannot be read')
  const field = normalReaders.field(value, name, { app, name: model }, context)
  if (field.unread) throw unreadable(field.unread.cause, field.unread.remedy)
  return withWrittenTarget(field, value, app, context.version)
}
