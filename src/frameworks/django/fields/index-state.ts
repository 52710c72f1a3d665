import { constant, isSequence, stringOf, truth, type CallValue, type Value } from '../../../python/value.ts'
import type { DjangoContext, Owner } from '../context.ts'
import type { NamedState } from '../state/model-state.ts'
import { callOf, tupleOf } from '../values/calls.ts'
import { normal } from '../values/normal.ts'
import { columnName, tableName, type Table } from './columns.ts'
import { indexClasses } from './index-classes.ts'
import { md5 } from './md5.ts'
import { namedClass } from './named-class.ts'

/**
 * An index of a model as `Index.deconstruct()` gives it, with the name that Django makes up where none is given
 * (`Index.set_name_with_model()`, django/db/models/indexes.py, 3.2 to 5.2). A name that hangs on what is not known is
 * undefined.
 */
export function indexState(call: CallValue, owner: Owner, table: Table, context: DjangoContext): NamedState {
  const known = namedClass(call, (path) => Object.hasOwn(indexClasses, path), context)
  const keywords = new Map<string, Value>()
  for (const [name, value] of call.keywords) {
    const item = normalArgument(name, normal(value, context.version))
    if (isGiven(name, item)) keywords.set(name, item)
  }
  const name = nameOf(keywords.get('name'), owner)
  const made = name === '' && !known.isChanged && known.base !== undefined
  const automatic = made ? automaticName(keywords.get('fields'), suffixOf(known), owner, table) : undefined
  const final = name === '' ? automatic : name
  if (final === undefined) keywords.delete('name')
  else keywords.set('name', constant(final))
  return { path: known.path, args: expressions(call, context), keywords, name: final, origin: call.origin }
}

/** Expressions: what is given as text names a field. */
export function expressions(call: CallValue, context: DjangoContext): readonly Value[] {
  return call.args.map((arg) => {
    const value = normal(arg, context.version)
    return stringOf(value) === undefined ? value : callOf('django.db.models.F', [value])
  })
}

/** A list of fields where a tuple is given, and the other way round. */
function normalArgument(name: string, value: Value): Value {
  if (name === 'fields' && isSequence(value)) return { ...value, kind: 'list' }
  if (name === 'include' && isSequence(value)) return tupleOf(value.items, value.origin)
  return value
}

/** Whether `deconstruct()` gives a keyword: containers and conditions only where they hold something. */
function isGiven(name: string, value: Value): boolean {
  if (['fields', 'include', 'opclasses', 'columns'].includes(name)) return truth(value) !== false
  if (name === 'condition') return !isEmpty(value)
  return !(value.kind === 'const' && value.value === null)
}

/** `None`, or a `Q` of nothing. */
export function isEmpty(value: Value): boolean {
  if (value.kind === 'const') return value.value === null
  return (
    value.kind === 'call' &&
    value.args.length + value.keywords.size === 0 &&
    value.callee.kind === 'reference' &&
    value.callee.path === 'django.db.models.Q'
  )
}

/** The name that is given with the model's filled in (`Options._format_names_with_class()`); empty where there is none. */
export function nameOf(value: Value | undefined, { app, name }: Owner): string | undefined {
  if (!value || (value.kind === 'const' && (value.value === null || value.value === ''))) return ''
  return stringOf(value)
    ?.replaceAll('%(app_label)s', app.toLowerCase())
    .replaceAll('%(class)s', name.toLowerCase())
    .replaceAll('%%', '%')
}

function suffixOf(known: ReturnType<typeof namedClass>): string | undefined {
  const own = known.attribute('suffix')
  return own ? stringOf(own) : indexClasses[known.base!]!.suffix
}

/** Eleven characters of the table, seven of the first column, six of a digest, and the suffix. */
function automaticName(
  fields: Value | undefined,
  suffix: string | undefined,
  owner: Owner,
  table: Table,
): string | undefined {
  const names = isSequence(fields) ? fields.items.map(stringOf) : []
  const home = tableName(table, owner)
  const columns = names.map((name) =>
    name === undefined ? undefined : columnName(name.replace(/^-/, ''), table),
  )
  const [first] = columns
  if (home === undefined || suffix === undefined || first === undefined || columns.includes(undefined))
    return undefined
  const ordered = columns.map((column, index) => (names[index]!.startsWith('-') ? `-${column}` : column))
  const digest = md5([home, ...ordered, suffix].join('')).slice(0, 6)
  const name = `${characters(home, 11)}_${characters(first, 7)}_${digest}_${suffix}`
  return /^[_\p{Nd}]/u.test(name) ? `D${name.slice(1)}` : name
}

const characters = (text: string, count: number) => [...text].slice(0, count).join('')
