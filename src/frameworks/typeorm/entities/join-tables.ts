import type { Constraint } from '../../../model/schema/effect.ts'
import { placeAt, type Entity, type Reading } from './entity.ts'
import { joinColumnsOf, type JoinColumn, type Relation } from './entity-relations.ts'
import type { EntityColumn, EntityTable } from './entity-table.ts'
import { actionsOf, copyOf, givenName, referencedColumns } from './join-columns.ts'
import { keyNames } from './naming.ts'

/**
 * The table between two entities (typeorm 1.1, src/metadata-builder/JunctionEntityMetadataBuilder.ts). Undefined where it
 * is not known.
 *
 * @param inverse the relation on the other side that leads back
 */
export function joinTableOf(
  reading: Reading,
  entity: Entity,
  relation: Relation,
  inverse: Relation | undefined,
): EntityTable | undefined {
  const { target, joinTable, member } = relation
  if (!target || !joinTable) return undefined
  const { naming } = reading
  const lists = (one: string, many: string): readonly JoinColumn[] =>
    joinColumnsOf(joinTable.get(many) ?? joinTable.get(one))
  const [own, others] = [lists('joinColumn', 'joinColumns'), lists('inverseJoinColumn', 'inverseJoinColumns')]
  const [from, to] = [referencedColumns(entity, own), referencedColumns(target, others)]
  if (!from || !to || from.length === 0 || to.length === 0) return undefined
  const name = joinTable.text('name') ?? naming.joinTable(entity.table, target.table, member.path)
  if (joinTable.unknown.size > 0) return undefined
  const place = placeAt(reading.interpreter, member.notes.origin)
  const columns = (side: Entity, given: readonly JoinColumn[], referenced: readonly EntityColumn[]) =>
    referenced.map((other) => {
      const column = givenName(given, other) ?? naming.joinTableColumn(side.table, other.path, other.name)
      return copyOf(other, column, place)
    })
  const [first, second] = apart(columns(entity, own, from), columns(target, others, to))
  const keys = [
    key(name, first, entity, from, own, { ...cascade, ...actionsOf(relation) }),
    // Where the other side names no action, typeorm 0.3 asks for none, and 1.1 for CASCADE.
    key(name, second, target, to, others, inverse ? actionsOf(inverse) : cascade),
  ]
  const hasKeys = relation.options.constant('createForeignKeyConstraints') !== false
  const all = [...first, ...second]
  return {
    entity: `${entity.name}.${member.path}`,
    name,
    columns: all,
    indexes: [first, second].map((side) => {
      const names = side.map((column) => column.name)
      return { name: keyNames.index(name, names, undefined), columns: names, isUnique: false, place }
    }),
    constraints: (hasKeys ? keys : []).map((one) => ({ ...one, place })),
    doubts: [],
    place,
  }
}

const cascade = { onDelete: 'CASCADE', onUpdate: 'CASCADE' } as const

/** Columns of one name on both sides get a number each. */
function apart(
  first: readonly EntityColumn[],
  second: readonly EntityColumn[],
): readonly [readonly EntityColumn[], readonly EntityColumn[]] {
  const shared = new Set(
    first.map(({ name }) => name).filter((name) => second.some((one) => one.name === name)),
  )
  const numbered = (columns: readonly EntityColumn[], number: number) =>
    columns.map((column) =>
      shared.has(column.name) ? { ...column, name: `${column.name}_${number}` } : column,
    )
  return [numbered(first, 1), numbered(second, 2)]
}

function key(
  table: string,
  columns: readonly EntityColumn[],
  target: Entity,
  referenced: readonly EntityColumn[],
  given: readonly JoinColumn[],
  actions: Pick<Constraint, 'onDelete' | 'onUpdate'>,
): Constraint {
  const names = columns.map(({ name }) => name)
  return {
    kind: 'foreign key',
    name: given[0]?.constraint ?? keyNames.foreignKey(table, names),
    columns: names,
    references: target.table,
    referencedColumns: referenced.map(({ name }) => name),
    ...actions,
  }
}
