import type { Constraint } from '../../../model/schema/effect.ts'
import { known, placeAt, type Entity, type Reading } from './entity.ts'
import type { JoinColumn, Relation } from './entity-relations.ts'
import type { EntityColumn, Placed } from './entity-table.ts'

/** What a relation leaves in the table of its entity. */
export interface Join {
  /** The columns that hold the key of the other entity. */
  readonly columns: readonly EntityColumn[]
  /** Those of them that no property has, by how indexes may name them: `author.id`. */
  readonly paths: ReadonlyMap<string, string>
  readonly constraints: readonly Placed<Constraint>[]
}

/**
 * The columns of a many-to-one relation, or of the side of a one-to-one relation that owns it: those that the entity has
 * under their names already, or new ones, which are put among its columns
 * (typeorm 1.1, src/metadata-builder/RelationJoinColumnBuilder.ts). Undefined where that is not known, which is a doubt of
 * the entity.
 */
export function joinOf(reading: Reading, entity: Entity, relation: Relation): Join | undefined {
  const { naming } = reading
  const { doubts, table } = entity
  const { target, joinColumns = [] } = relation
  const referenced = target && referencedColumns(target, joinColumns)
  if (!target || !referenced || referenced.length === 0) {
    const { path, notes } = relation.member
    doubts.push({ cause: `what the relation \`${path}\` leads to is not known`, origin: notes.origin })
    return undefined
  }
  const place = placeAt(reading.interpreter, relation.member.notes.origin)
  const columns = referenced.flatMap((other) => joinColumn(reading, entity, relation, other, place) ?? [])
  if (columns.length < referenced.length) return undefined
  const names = columns.map(({ name }) => name)
  const { path } = relation.member
  const paths = new Map(
    columns.flatMap((column, index): [string, string][] =>
      column.path === path ? [[`${path}.${propertyOf(referenced[index]!)}`, column.name]] : [],
    ),
  )
  if (relation.options.constant('createForeignKeyConstraints') === false)
    return { columns, paths, constraints: [] }
  const constraints: Placed<Constraint>[] = []
  const referencedColumnNames = referenced.map(({ name }) => name)
  const key = known(
    joinColumns[0]?.constraint ??
      naming.foreignKeyName(table.name, names, target.table.name, referencedColumnNames),
    doubts,
  )
  if (key !== undefined)
    constraints.push({
      kind: 'foreign key',
      name: key,
      columns: names,
      references: target.table.path,
      referencedColumns: referencedColumnNames,
      ...noAction,
      ...actionsOf(relation),
      place,
    })
  if (relation.kind === 'one-to-one' && !columns.every(({ isPrimary }) => isPrimary)) {
    const unique = known(naming.relationConstraintName(table.name, names), doubts)
    if (unique !== undefined) constraints.push({ kind: 'unique', name: unique, columns: names, place })
  }
  return { columns, paths, constraints }
}

/** What a foreign key does that says nothing of it (src/metadata/ForeignKeyMetadata.ts). */
export const noAction = { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' } as const

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
  { naming, dialect }: Reading,
  entity: Entity,
  relation: Relation,
  other: EntityColumn,
  place: EntityColumn['place'],
): EntityColumn | undefined {
  const { notes, prefixes, isOfChild, path } = relation.member
  const { doubts } = entity
  const given = known(
    givenName(relation.joinColumns ?? [], other) ?? naming.joinColumnName(notes.name, propertyOf(other)),
    doubts,
  )
  if (given === undefined) return undefined
  const index = entity.columns.findIndex(
    (column) => column.bareName === given && parentOf(column.path) === parentOf(path),
  )
  const own = entity.columns[index]
  if (own) {
    // Its type is that of what it leads to, whatever it says itself.
    const unknown = new Set([...own.unknown].filter((part) => part !== 'type' || other.unknown.has('type')))
    const typed = { ...own, type: other.type, unknown }
    entity.columns[index] = typed
    return typed
  }
  const name = known(naming.columnName(notes.name, given, prefixes), doubts)
  const bareName = prefixes.length === 0 ? name : known(naming.columnName(notes.name, given, []), doubts)
  if (name === undefined || bareName === undefined) return undefined
  const made = {
    ...copyOf(other, name, place),
    ...dialect.referring?.(other),
    bareName,
    path,
    isPrimary: relation.isPrimary,
    isNullable: !relation.isPrimary && (relation.options.constant('nullable') !== false || isOfChild),
  }
  entity.columns.push(made)
  return made
}

/** The property of a column, within what is embedded. */
export function propertyOf({ path }: EntityColumn): string {
  return path.split('.').at(-1)!
}

/** The embedded entity that a property is of; `''` for one of the entity itself. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), 0))
}

/** A column of the same type, in another table. */
export function copyOf(other: EntityColumn, name: string, place: EntityColumn['place']): EntityColumn {
  const {
    type,
    length,
    precision,
    scale,
    isUnsigned,
    charset,
    collation,
    values,
    valueType,
    unknown,
    cause,
  } = other
  return {
    path: name,
    name,
    bareName: name,
    ...{ type, length, precision, scale, isUnsigned, charset, collation, values, valueType, cause, place },
    isArray: false,
    isNullable: false,
    isPrimary: true,
    generated: undefined,
    default: { kind: 'none' },
    onUpdate: undefined,
    unknown: new Set(unknown.has('type') ? ['type'] : []),
  }
}
