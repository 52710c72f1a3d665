import type { Column, ColumnType } from '../../../model/schema/table.ts'
import { stringOf, type Value } from '../../../python/value.ts'
import { columnName } from '../fields/columns.ts'
import type { FieldState } from '../state/field-state.ts'
import { isAtLeast } from '../values/conditions.ts'
import { every, same } from '../values/same.ts'
import type { Side } from './alter-field.ts'
import { tableNameOf, type World } from './world.ts'

/** Keywords that a database never sees (`Field.non_db_attrs`; the list in `_field_should_be_altered()` before Django 4.1). */
const notInDatabase: ReadonlySet<string> = new Set([
  'blank',
  'choices',
  'db_column',
  'editable',
  'error_messages',
  'help_text',
  'limit_choices_to',
  'on_delete',
  'related_name',
  'related_query_name',
  'validators',
  'verbose_name',
])

/**
 * Whether the schema editor has anything to do for a field that is altered (`_field_should_be_altered()`). It compares
 * what the fields deconstruct to: a new default alone makes it take a foreign key away and make it anew.
 */
export function changeOf(
  was: Side,
  now: Side,
  before: World,
  after: World,
): 'nothing' | 'something' | 'not known' {
  const [old, made] = [was.field, now.field]
  const column = (field: FieldState) =>
    columnName(field.name, { table: undefined, fields: new Map([[field.name, field]]) })
  if (column(old) !== column(made)) return 'something'
  if (old.path !== made.path) return 'something'
  const ignored = (name: string) =>
    notInDatabase.has(name) && (name !== 'choices' || isAtLeast(after.context.version, [4, 1]))
  const isSameTarget = hasSameTable(old, made, before, after)
  const names = new Set([...old.keywords.keys(), ...made.keywords.keys()])
  const version = after.context.version
  const results = [...names]
    .filter((name) => !ignored(name) && !(name === 'to' && isSameTarget))
    .map((name) => {
      const [a, b] = [old.keywords.get(name), made.keywords.get(name)]
      return a && b ? same(a, b, version) : isSameObject(a, b)
    })
  const args =
    old.args.length === made.args.length && old.args.map((arg, i) => same(arg, made.args[i]!, version))
  const equal = args === false ? false : every([...results, ...args])
  return equal === undefined ? 'not known' : equal ? 'nothing' : 'something'
}

const isSameObject = (a: Value | undefined, b: Value | undefined) => a === b

function hasSameTable(old: FieldState, made: FieldState, before: World, after: World): boolean {
  const [a, b] = [old.relation?.to, made.relation?.to]
  if (a === undefined || b === undefined) return false
  const [from, to] = [before.state.models.get(a), after.state.models.get(b)]
  const name = from && tableNameOf(from)
  return name !== undefined && to !== undefined && name === tableNameOf(to)
}

/** Whether the database's column stays what it is: type, NULL, and a default of its own. */
export function isSameColumn(a: Column, b: Column): boolean {
  const isSameKind =
    a.type && b.type ? isSameType(a.type, b.type) : a.typeSource === b.typeSource && a.type === b.type
  return isSameKind && a.isNullable === b.isNullable && inDatabase(a) === inDatabase(b)
}

function isSameType(a: ColumnType, b: ColumnType): boolean {
  const flat = ({ of, counts, ...rest }: ColumnType): unknown => [
    of && flat(of),
    counts ?? false,
    rest.name,
    rest.length,
    rest.precision,
    rest.scale,
    rest.collation,
  ]
  return JSON.stringify(flat(a)) === JSON.stringify(flat(b))
}

function inDatabase({ default: value }: Column): string {
  return value.kind === 'database'
    ? `database ${value.source}`
    : value.kind === 'generated'
      ? value.source
      : ''
}

/** A comment of a column, for one that changes. */
export function commentOf({ keywords }: FieldState): string | undefined {
  return stringOf(keywords.get('db_comment'))
}
