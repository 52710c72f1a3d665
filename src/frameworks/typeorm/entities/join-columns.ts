import type { Constraint } from '../../../model/schema/effect.ts'
import { placeAt, type Entity, type Reading } from './entity.ts'
import type { JoinColumn, Relation } from './entity-relations.ts'
import type { EntityColumn, Placed } from './entity-table.ts'
import { keyNames } from './naming.ts'

/** What a relation leaves in the table of its entity. */
export interface Join {
  /** The columns that hold the key of the other entity. */
  readonly columns: readonly EntityColumn[]
  readonly constraints: readonly Placed<Constraint>[]
}

/**
 * The columns of a many-to-one relation, or of the side of a one-to-one relation that owns it: those that the entity has
 * under their names already, or new ones, which are put among its columns
 * (typeorm 1.1, src/metadata-builder/RelationJoinColumnBuilder.ts). Undefined where that is not known.
 */
export function joinOf(reading: Reading, entity: Entity, relation: Relation): Join | undefined {
  const { target, joinColumns = [] } = relation
  if (!target) return undefined
  const referenced = referencedColumns(target, joinColumns)
  if (!referenced || referenced.length === 0) return undefined
  const place = placeAt(reading.interpreter, relation.member.notes.origin)
  const columns = referenced.map((other) => joinColumn(reading, entity, relation, other, place))
  const names = columns.map(({ name }) => name)
  if (relation.options.constant('createForeignKeyConstraints') === false) return { columns, constraints: [] }
  const key: Placed<Constraint> = {
    kind: 'foreign key',
    name: joinColumns[0]?.constraint ?? keyNames.foreignKey(entity.table, names),
    columns: names,
    references: target.table,
    referencedColumns: referenced.map(({ name }) => name),
    ...actionsOf(relation),
    place,
  }
  const isUnique = relation.kind === 'one-to-one' && !columns.every(({ isPrimary }) => isPrimary)
  if (!isUnique) return { columns, constraints: [key] }
  const unique: Placed<Constraint> = {
    kind: 'unique',
    name: keyNames.relation(entity.table, names),
    columns: names,
    place,
  }
  return { columns, constraints: [key, unique] }
}

export function actionsOf({ options }: Relation): Pick<Constraint, 'onDelete' | 'onUpdate'> {
  const [onDelete, onUpdate] = [options.text('onDelete'), options.text('onUpdate')]
  return { ...(onDelete !== undefined && { onDelete }), ...(onUpdate !== undefined && { onUpdate }) }
}

/** The columns of the other entity that a join leads to: its primary key, unless it says otherwise. */
export function referencedColumns(
  target: Entity,
  joinColumns: readonly JoinColumn[],
): readonly EntityColumn[] | undefined {
  const primary = target.columns.filter(({ isPrimary }) => isPrimary)
  if (!joinColumns.some(({ referenced }) => referenced)) return primary
  const found = joinColumns.map(({ referenced }) => target.columns.find(({ path }) => path === referenced))
  if (found.includes(undefined)) return undefined
  const order = (column: EntityColumn): number => {
    const index = primary.indexOf(column)
    return index < 0 ? primary.length : index
  }
  return (found as readonly EntityColumn[]).toSorted((a, b) => order(a) - order(b))
}

/** The name that a join gives the column for another one. */
export function givenName(joinColumns: readonly JoinColumn[], other: EntityColumn): string | undefined {
  return joinColumns.find(({ name, referenced }) => name && (!referenced || referenced === other.path))?.name
}

function joinColumn(
  { naming }: Reading,
  entity: Entity,
  relation: Relation,
  other: EntityColumn,
  place: EntityColumn['place'],
): EntityColumn {
  const { notes, prefixes, isOfChild } = relation.member
  const given = givenName(relation.joinColumns ?? [], other) ?? naming.joinColumn(notes.name, other.path)
  const name = naming.column(notes.name, given, prefixes)
  const index = entity.columns.findIndex((column) => column.name === name)
  const own = entity.columns[index]
  if (own) {
    // Its type is that of what it leads to, whatever it says itself.
    const unknown = new Set([...own.unknown].filter((part) => part !== 'type' || other.unknown.has('type')))
    const typed = { ...own, type: other.type, unknown }
    entity.columns[index] = typed
    return typed
  }
  const made = {
    ...copyOf(other, name, place),
    path: relation.member.path,
    isPrimary: relation.isPrimary,
    isNullable: !relation.isPrimary && (relation.options.constant('nullable') !== false || isOfChild),
  }
  entity.columns.push(made)
  return made
}

/** A column of the same type, in another table. */
export function copyOf(other: EntityColumn, name: string, place: EntityColumn['place']): EntityColumn {
  const { type, length, precision, scale, isUnsigned, collation, values, valueType, unknown, cause } = other
  return {
    path: name,
    name,
    ...{ type, length, precision, scale, isUnsigned, collation, values, valueType, cause, place },
    isArray: false,
    isNullable: false,
    isPrimary: true,
    generated: undefined,
    default: { kind: 'none' },
    unknown: new Set(unknown.has('type') ? ['type'] : []),
  }
}
