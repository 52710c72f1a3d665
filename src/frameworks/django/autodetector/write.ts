import { sourceOf } from '../values/source.ts'
import type { Value } from '../../../python/value.ts'
import type { Deconstructed } from '../state/deconstructed.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ManagerState } from '../state/model-state.ts'
import { isListed, type CreateModel, type Together } from './operation.ts'
import type { MigrationOperation, OtherArgument, OtherOperation } from '../optimizer/migration-operation.ts'

const indent = '    '

/** How the values in an operation are written. */
export interface ValueWriter {
  readonly value: (value: Value) => string
  /** A setting that names a model. */
  readonly setting: (name: string) => string
  /** The class of something that is made again by calling it. */
  readonly classPath: (path: string) => string
  /** The class of something that a model extends. */
  readonly base: (path: string) => string
  /** The class of an operation that is none of `django.db.migrations`. */
  readonly operation: (path: string) => string
  /** A function that an operation runs. */
  readonly code: (value: Value) => string
}

/** As they are printed for people: all of it, whether Django can write it or not. */
const plain: ValueWriter = {
  setting: (name) => `settings.${name}`,
  value: (value) => sourceOf(value),
  classPath,
  base: classPath,
  operation: (path) => path,
  code: (value) => sourceOf(value),
}

/** An operation as a migration has it, in several lines without the comma after it (`OperationWriter` of django/db/migrations/writer.py). */
export function writeOperation(operation: MigrationOperation, writer: ValueWriter = plain): string {
  const lines = argumentsOf(operation, writer).flatMap(([name, text]) => `${name}=${text},`.split('\n'))
  return [`${classOf(operation, writer)}(`, ...lines.map((line) => indent + line), ')'].join('\n')
}

function classOf(operation: MigrationOperation, writer: ValueWriter): string {
  const path = 'path' in operation ? operation.path : undefined
  if (path === undefined) return `migrations.${operation.operation}`
  const [, own] = /^django\.db\.(migrations\.\w+)$/.exec(path) ?? []
  return own ?? writer.operation(path)
}

type Argument = readonly [name: string, text: string]

function argumentsOf(operation: MigrationOperation, writer: ValueWriter): readonly Argument[] {
  const model: Argument = ['name', quoted(operation.model)]
  const ofModel: Argument = ['model_name', quoted(operation.model)]
  switch (operation.operation) {
    case 'CreateModel':
      return [model, ...modelArguments(operation, writer)]
    case 'DeleteModel':
      return [model]
    case 'AddField':
    case 'AlterField':
      return [
        ofModel,
        ['name', quoted(operation.name)],
        ['field', writeField(operation.field, writer)],
        ...(operation.preserveDefault
          ? [['preserve_default', writer.value(operation.preserveDefault)] as const]
          : []),
      ]
    case 'RenameModel':
      return [
        ['old_name', quoted(operation.model)],
        ['new_name', quoted(operation.newName)],
      ]
    case 'RenameField':
      return [ofModel, ['old_name', quoted(operation.name)], ['new_name', quoted(operation.newName)]]
    case 'RemoveField':
    case 'RemoveIndex':
    case 'RemoveConstraint':
      return [ofModel, ['name', quoted(operation.name ?? '')]]
    case 'AlterModelOptions':
      return [model, ['options', inline(operation.options, writer)]]
    case 'AlterModelManagers':
      return [model, ['managers', writeManagers(operation.managers, writer)]]
    case 'AlterModelTable':
      return [model, ['table', operation.value ? writer.value(operation.value) : 'None']]
    case 'AlterModelTableComment':
      return [model, ['table_comment', operation.value ? writer.value(operation.value) : 'None']]
    case 'AlterUniqueTogether':
      return [model, ['unique_together', writeTogether(operation.value)]]
    case 'AlterIndexTogether':
      return [model, ['index_together', writeTogether(operation.value)]]
    case 'AlterOrderWithRespectTo':
      return [model, ['order_with_respect_to', writeName(operation.field)]]
    case 'AddIndex':
      return [ofModel, ['index', writeCall(operation.index, writer)]]
    case 'AddConstraint':
      return [ofModel, ['constraint', writeCall(operation.index, writer)]]
    case 'AlterConstraint':
      return [
        ofModel,
        ['name', quoted(operation.name ?? '')],
        ['constraint', writeCall(operation.index, writer)],
      ]
    case 'RenameIndex':
      return [
        ofModel,
        ['new_name', quoted(operation.name)],
        operation.oldFields
          ? ['old_fields', writeTuple(operation.oldFields.map(quoted))]
          : ['old_name', quoted(operation.oldName ?? '')],
      ]
    case 'other':
      return operation.arguments.map(([name, value]) => [name, otherArgument(operation, name, value, writer)])
  }
}

/** `SeparateDatabaseAndState` gives each operation lines of its own (`serialization_expand_args`). */
function otherArgument(
  { path }: OtherOperation,
  name: string,
  value: OtherArgument,
  writer: ValueWriter,
): string {
  if ('kind' in value) return /^(?:reverse_)?code$/.test(name) ? writer.code(value) : writer.value(value)
  const texts = value.map((operation) => writeOperation(operation, writer))
  return path.endsWith('.SeparateDatabaseAndState') ? lines('[', texts, ']') : `[${texts.join(', ')}]`
}

function modelArguments(model: CreateModel, writer: ValueWriter): readonly Argument[] {
  const fields = [...model.fields].map(([name, field]) => `(${quoted(name)}, ${writeField(field, writer)})`)
  const options = [...model.options].map(([name, option]) => {
    const text = isListed(option)
      ? `[${option.map((index) => writeCall(index, writer)).join(', ')}]`
      : writer.value(option)
    return `${quoted(name)}: ${text}`
  })
  const isPlain =
    model.bases.length === 0 || (model.bases.length === 1 && model.bases[0] === 'django.db.models.Model')
  const bases = isPlain ? [] : model.bases.map((base) => (isLabel(base) ? quoted(base) : writer.base(base)))
  return [
    ['fields', lines('[', fields, ']')],
    ...(options.length > 0 ? [['options', lines('{', options, '}')] as const] : []),
    ...(isPlain ? [] : [['bases', writeTuple(bases)] as const]),
    ...(model.managers.length > 0 ? [['managers', writeManagers(model.managers, writer)] as const] : []),
  ]
}

const writeManagers = (managers: readonly ManagerState[], writer: ValueWriter) =>
  lines(
    '[',
    managers.map(({ name, manager }) => `(${quoted(name)}, ${manager ? writeCall(manager, writer) : '…'})`),
    ']',
  )

/** A field as it is made: `models.CharField(max_length=200)`. */
function writeField(field: FieldState, writer: ValueWriter): string {
  const setting = field.relation?.setting
  return writeCall(field, writer, (name, value) =>
    name === 'to' && setting !== undefined ? writer.setting(setting) : writer.value(value),
  )
}

/** A call with its keywords sorted (`DeconstructableSerializer` of django/db/migrations/serializer.py). */
function writeCall(
  { path, args, keywords }: Deconstructed,
  writer: ValueWriter,
  write: (name: string, value: Value) => string = (_, value) => writer.value(value),
): string {
  const sorted = [...keywords].sort(([a], [b]) => (a < b ? -1 : 1))
  const given = [
    ...args.map((value) => writer.value(value)),
    ...sorted.map(([name, value]) => `${name}=${write(name, value)}`),
  ]
  return `${writer.classPath(path)}(${given.join(', ')})`
}

export function classPath(path: string): string {
  const module = 'django.db.models.'
  const isOfModels = path.startsWith(module) && !path.slice(module.length).includes('.')
  return isOfModels ? `models.${path.slice(module.length)}` : path
}

/** `unique_together` and `index_together`: Django writes a set, of which the order is none. */
function writeTogether(value: Together | undefined): string {
  if (!value) return 'None'
  return value.length === 0
    ? 'set()'
    : `{${value
        .map((names) => writeTuple(names.map(quoted)))
        .sort()
        .join(', ')}}`
}

const writeTuple = (texts: readonly string[]) => `(${texts.join(', ')}${texts.length === 1 ? ',' : ''})`

const writeName = (name: string | undefined) => (name === undefined ? 'None' : quoted(name))

const inline = (options: ReadonlyMap<string, Value>, writer: ValueWriter) =>
  `{${[...options]
    .map(([name, value]) => `${quoted(name)}: ${writer.value(value)}`)
    .sort()
    .join(', ')}}`

const lines = (open: string, texts: readonly string[], close: string) =>
  [open, ...texts.flatMap((text) => `${text},`.split('\n').map((line) => indent + line)), close].join('\n')

/** Names are Python identifiers, or made of what may stand in one, but for a name that somebody gave an index. */
const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`

const isLabel = (base: string) => base.split('.').length === 2 && base === base.toLowerCase()
