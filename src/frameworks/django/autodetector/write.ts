import { sourceOf } from '../values/source.ts'
import type { Value } from '../../../python/value.ts'
import type { Deconstructed } from '../state/deconstructed.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ManagerState } from '../state/model-state.ts'
import type { CreateModel, Operation, Together } from './operation.ts'

const indent = '    '

/** An operation as a migration has it, in several lines without the comma after it (`OperationWriter` of django/db/migrations/writer.py). */
export function writeOperation(operation: Operation): string {
  const lines = argumentsOf(operation).flatMap(([name, text]) => `${name}=${text},`.split('\n'))
  return [`migrations.${operation.operation}(`, ...lines.map((line) => indent + line), ')'].join('\n')
}

type Argument = readonly [name: string, text: string]

function argumentsOf(operation: Operation): readonly Argument[] {
  const model: Argument = ['name', quoted(operation.model)]
  const ofModel: Argument = ['model_name', quoted(operation.model)]
  switch (operation.operation) {
    case 'CreateModel':
      return [model, ...modelArguments(operation)]
    case 'DeleteModel':
      return [model]
    case 'AddField':
    case 'AlterField':
      return [ofModel, ['name', quoted(operation.name)], ['field', writeField(operation.field)]]
    case 'RemoveField':
    case 'RemoveIndex':
    case 'RemoveConstraint':
      return [ofModel, ['name', quoted(operation.name ?? '')]]
    case 'AlterModelOptions':
      return [model, ['options', inline(operation.options)]]
    case 'AlterModelManagers':
      return [model, ['managers', writeManagers(operation.managers)]]
    case 'AlterModelTable':
      return [model, ['table', operation.value ? sourceOf(operation.value) : 'None']]
    case 'AlterModelTableComment':
      return [model, ['table_comment', operation.value ? sourceOf(operation.value) : 'None']]
    case 'AlterUniqueTogether':
      return [model, ['unique_together', writeTogether(operation.value)]]
    case 'AlterIndexTogether':
      return [model, ['index_together', writeTogether(operation.value)]]
    case 'AlterOrderWithRespectTo':
      return [model, ['order_with_respect_to', writeName(operation.field)]]
    case 'AddIndex':
      return [ofModel, ['index', writeCall(operation.index)]]
    case 'AddConstraint':
      return [ofModel, ['constraint', writeCall(operation.index)]]
    case 'AlterConstraint':
      return [ofModel, ['name', quoted(operation.name ?? '')], ['constraint', writeCall(operation.index)]]
    case 'RenameIndex':
      return [
        ofModel,
        ['new_name', quoted(operation.name)],
        operation.oldFields
          ? ['old_fields', writeTuple(operation.oldFields.map(quoted))]
          : ['old_name', quoted(operation.oldName ?? '')],
      ]
  }
}

function modelArguments(model: CreateModel): readonly Argument[] {
  const fields = [...model.fields].map(([name, field]) => `(${quoted(name)}, ${writeField(field)})`)
  const options = [...model.options].map(
    ([name, text]) => `${quoted(name)}: ${typeof text === 'string' ? text : `[${text.join(', ')}]`}`,
  )
  const bases = model.bases.map((base) => (isLabel(base) ? quoted(base) : classPath(base)))
  const isPlain = bases.length === 0 || (bases.length === 1 && bases[0] === 'models.Model')
  return [
    ['fields', lines('[', fields, ']')],
    ...(options.length > 0 ? [['options', lines('{', options, '}')] as const] : []),
    ...(isPlain ? [] : [['bases', writeTuple(bases)] as const]),
    ...(model.managers.length > 0 ? [['managers', writeManagers(model.managers)] as const] : []),
  ]
}

const writeManagers = (managers: readonly ManagerState[]) =>
  lines(
    '[',
    managers.map(({ name, manager }) => `(${quoted(name)}, ${manager ? writeCall(manager) : '…'})`),
    ']',
  )

/** A field as it is made: `models.CharField(max_length=200)`. */
function writeField(field: FieldState): string {
  const setting = field.relation?.setting
  return writeCall(field, (name, value) =>
    name === 'to' && setting !== undefined ? `settings.${setting}` : sourceOf(value),
  )
}

/** A call with its keywords sorted (`DeconstructableSerializer` of django/db/migrations/serializer.py). */
export function writeCall(
  { path, args, keywords }: Deconstructed,
  write: (name: string, value: Value) => string = (_, value) => sourceOf(value),
): string {
  const sorted = [...keywords].sort(([a], [b]) => (a < b ? -1 : 1))
  const given = [
    ...args.map((value) => sourceOf(value)),
    ...sorted.map(([name, value]) => `${name}=${write(name, value)}`),
  ]
  return `${classPath(path)}(${given.join(', ')})`
}

function classPath(path: string): string {
  const module = 'django.db.models.'
  const isOfModels = path.startsWith(module) && !path.slice(module.length).includes('.')
  return isOfModels ? `models.${path.slice(module.length)}` : path
}

/** `unique_together` and `index_together`: Django writes a set, of which the order is none. */
export function writeTogether(value: Together | undefined): string {
  if (!value) return 'None'
  return value.length === 0
    ? 'set()'
    : `{${value
        .map((names) => writeTuple(names.map(quoted)))
        .sort()
        .join(', ')}}`
}

const writeTuple = (texts: readonly string[]) => `(${texts.join(', ')}${texts.length === 1 ? ',' : ''})`

export const writeName = (name: string | undefined) => (name === undefined ? 'None' : quoted(name))

const inline = (options: ReadonlyMap<string, Value>) =>
  `{${[...options]
    .map(([name, value]) => `${quoted(name)}: ${sourceOf(value)}`)
    .sort()
    .join(', ')}}`

const lines = (open: string, texts: readonly string[], close: string) =>
  [open, ...texts.map((text) => `${indent}${text},`), close].join('\n')

/** Names are Python identifiers, or made of what may stand in one, but for a name that somebody gave an index. */
const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`

const isLabel = (base: string) => base.split('.').length === 2 && base === base.toLowerCase()
