import { stringOf, type Value } from '../../../python/value.ts'
import type { Owner } from '../context.ts'
import type { FieldState } from '../state/field-state.ts'

/** What an index needs to know of its model. */
export interface Table {
  /** `Meta.db_table`, where it is set. */
  readonly table: Value | undefined
  /** By attribute name. */
  readonly fields: ReadonlyMap<string, FieldState>
}

/** The name of a model's table without its schema; undefined where it is not known (`split_identifier()`). */
export function tableName({ table }: Table, { app, name }: Owner): string | undefined {
  const isSet = table && !(table.kind === 'const' && (table.value === null || table.value === ''))
  if (!isSet) return `${app}_${name.toLowerCase()}`
  const given = stringOf(table)
  const parts = given?.split('"."')
  return (parts?.length === 2 ? parts[1] : given)?.replace(/^"+|"+$/g, '')
}

/** The column of a field (`Field.get_attname_column()`); undefined where it is not known. */
export function columnName(name: string, { fields }: Table): string | undefined {
  const field = fields.get(name) ?? fields.get(name.replace(/_id$/, ''))
  if (!field) return undefined
  // `Options.get_field()` finds a foreign key by the name of its value as well.
  if (field.name !== name && !isForeignKey(field)) return undefined
  const column = field.keywords.get('db_column')
  const isSet = column && !(column.kind === 'const' && (column.value === null || column.value === ''))
  if (isSet) return stringOf(column)
  if (field.unread && !field.relation && !field.classes.includes('django.db.models.Field')) return undefined
  return isForeignKey(field) ? `${field.name}_id` : name
}

const isForeignKey = ({ relation }: FieldState) =>
  relation !== undefined && relation.kind !== 'ManyToManyField'
