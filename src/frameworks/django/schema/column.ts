import type { Column, ColumnDefault } from '../../../model/schema/table.ts'
import { truth } from '../../../python/value.ts'
import { columnName } from '../fields/columns.ts'
import type { FieldState } from '../state/field-state.ts'

/**
 * What the schema editor fills the rows that are there with while it adds the column, and then forgets
 * (`BaseDatabaseSchemaEditor._effective_default()`, django/db/backends/base/schema.py).
 */
function defaultOf({ keywords, unread, relation }: FieldState): ColumnDefault {
  if (unread) return { kind: 'unknown', cause: unread.cause }
  const given = keywords.get('default')
  if (given) return { kind: 'code', source: '…', isCalled: given.kind !== 'const' }
  if (keywords.has('db_default')) return { kind: 'database', source: '…', isConstant: false }
  const blank = keywords.get('blank')
  // Text may be empty, and is where it may be blank.
  if (blank && truth(blank) === true && !relation) return { kind: 'code', source: "''", isCalled: false }
  return { kind: 'none' }
}

/** The column of a field. */
export function columnOf(field: FieldState): Column {
  const flag = (name: string, otherwise: boolean) => {
    const value = field.keywords.get(name)
    return value === undefined ? (field.unread ? undefined : otherwise) : truth(value)
  }
  return {
    name: columnName(field.name, { table: undefined, fields: new Map([[field.name, field]]) }),
    field: field.name,
    type: undefined,
    typeSource: field.path.split('.').at(-1)!,
    isNullable: flag('null', false),
    isUnique: flag('unique', false),
    isPrimaryKey: flag('primary_key', false),
    isIndexed: flag('db_index', false),
    default: defaultOf(field),
    references: undefined,
  }
}
