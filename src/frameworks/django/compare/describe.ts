import { stringOf, type CallValue, type Value } from '../../../python/value.ts'
import { operationName } from '../operations.ts'
import { namedArguments } from './arguments.ts'
import { signatures, type Signature } from './operation-signatures.ts'

/** What is known of an operation of Django's; undefined for one of the project's own or of a library. */
export function signatureOf(value: Value): Signature | undefined {
  const name = operationName(value)
  const isDjango =
    value.kind === 'call' && value.callee.kind === 'reference' && value.callee.path.startsWith('django.')
  return isDjango && name !== undefined && Object.hasOwn(signatures, name) ? signatures[name] : undefined
}

/** An argument of an operation by its name. */
export function argumentOf(operation: CallValue, name: string): Value | undefined {
  return namedArguments(operation, Object.keys(signatureOf(operation)?.args ?? {})).get(name)?.value
}

/** What an operation is about: two versions of it are compared where this is the same. */
export function subject(value: Value): string {
  const name = operationName(value)
  if (name === undefined || value.kind !== 'call') return value.kind
  const names = Object.entries(signatureOf(value)?.args ?? {}).filter(([, kind]) => kind === 'name')
  return [name, ...names.map(([arg]) => stringOf(argumentOf(value, arg))?.toLowerCase() ?? '')].join(' ')
}

/** `` `AddField` of `book.title` ``, `` `RunPython` of `fill_titles` ``, `` `RunSQL` of `UPDATE book SET …` ``. */
export function describe(value: Value): string {
  const name = operationName(value)
  if (name === undefined || value.kind !== 'call') return 'an operation'
  const about = fieldName(value) || codeName(value)
  return about === '' ? `\`${name}\`` : `\`${name}\` of \`${about}\``
}

export function modelName(operation: CallValue): string {
  const name = ['model_name', 'name', 'old_name'].map((arg) => argumentOf(operation, arg)).find(Boolean)
  return stringOf(name) ?? ''
}

/** `model.field`, or what there is of it. */
export function fieldName(operation: CallValue): string {
  const model = stringOf(argumentOf(operation, 'model_name'))
  const name = stringOf(argumentOf(operation, 'name') ?? argumentOf(operation, 'old_name'))
  const index = namedPart(argumentOf(operation, 'index') ?? argumentOf(operation, 'constraint'))
  return [model, name ?? index].filter((part) => part !== undefined).join('.')
}

/** The name that an index or a constraint gives itself. */
function namedPart(value: Value | undefined): string | undefined {
  return value?.kind === 'call' ? stringOf(value.keywords.get('name')) : undefined
}

const shownSql = 32

function codeName(operation: CallValue): string {
  const code = argumentOf(operation, 'code')
  if (code?.kind === 'function') return code.name === '<lambda>' ? 'a lambda' : code.name
  const sql = stringOf(argumentOf(operation, 'sql'))?.trim().replace(/\s+/g, ' ').replaceAll('`', '') ?? ''
  return sql.length > shownSql ? `${sql.slice(0, shownSql)}…` : sql
}
