import type { Constraint } from '../../../model/schema/effect.ts'
import { known, placeAt, placed, tableName, type Entity, type Reading } from './entity.ts'
import { joinColumnsOf, type JoinColumn, type Relation } from './entity-relations.ts'
import type { EntityColumn, EntityTable, Placed } from './entity-table.ts'
import { actionsOf, copyOf, givenName, propertyOf, referencedColumns } from './join-columns.ts'
import type { Doubt } from './notes.ts'
import { shorten } from './text-cases.ts'

/**
 * The table between two entities (typeorm 1.1, src/metadata-builder/JunctionEntityMetadataBuilder.ts). Undefined where it
 * is not known.
 *
 * @param inverse the relation on the other side that leads back
 * @param doubts take why it is not known
 */
export function joinTableOf(
  reading: Reading,
  entity: Entity,
  relation: Relation,
  inverse: Relation | undefined,
  doubts: Doubt[],
): EntityTable | undefined {
  const { target, joinTable, member } = relation
  if (!joinTable) return undefined
  const { naming, interpreter } = reading
  const { origin } = member.notes
  const lists = (one: string, many: string): readonly JoinColumn[] =>
    joinColumnsOf(joinTable.get(many) ?? joinTable.get(one))
  const [own, others] = [lists('joinColumn', 'joinColumns'), lists('inverseJoinColumn', 'inverseJoinColumns')]
  const [from, to] = [referencedColumns(entity, own), target && referencedColumns(target, others)]
  const given = joinTable.text('name')
  const schema = joinTable.text('schema') ?? entity.schema
  const isKnown = from && to && from.length > 0 && to.length > 0 && joinTable.unknown.size === 0
  if (!target || !isKnown) {
    doubts.push({ cause: `what the relation \`${member.path}\` leads to is not known`, origin })
    return undefined
  }
  const called = known(
    given ??
      naming.joinTableName(
        entity.table.bare,
        target.table.bare,
        member.path,
        inverse?.member.notes.name ?? '',
      ),
    doubts,
  )
  const bare = called === undefined ? called : known(naming.tableName('', called), doubts)
  const table = bare === undefined ? bare : tableName(reading, shortened(reading, bare), schema, doubts)
  if (!table) return undefined
  const place = placeAt(interpreter, origin)
  const open: Doubt[] = []
  const columns = (
    side: Entity,
    names: readonly JoinColumn[],
    referenced: readonly EntityColumn[],
    method: 'joinTableColumnName' | 'joinTableInverseColumnName',
  ): readonly EntityColumn[] =>
    referenced.flatMap((other) => {
      const name = known(
        givenName(names, other) ?? naming[method](side.table.bare, propertyOf(other), other.name),
        open,
      )
      return name === undefined
        ? []
        : { ...copyOf(other, name, place), ...reading.dialect.referring?.(other) }
    })
  const sides = apart(
    reading,
    [
      columns(entity, own, from, 'joinTableColumnName'),
      columns(target, others, to, 'joinTableInverseColumnName'),
    ],
    open,
  )
  // Where the other side names no action, typeorm 0.3 asks for none, and 1.1 for CASCADE.
  const ends = [
    { to: entity, columns: from, given: own, actions: { ...cascade, ...actionsOf(relation) } },
    { to: target, columns: to, given: others, actions: inverse ? actionsOf(inverse) : cascade },
  ]
  const hasKeys = relation.options.constant('createForeignKeyConstraints') !== false
  const names = sides.map((side) => side.map((column) => column.name))
  return {
    entity: `${entity.name}.${member.path}`,
    name: table.path,
    columns: sides.flat(),
    indexes: names.flatMap((side) => {
      const name = known(naming.indexName(table.name, side, undefined), open)
      return name === undefined ? [] : { name, columns: side, isUnique: false, place }
    }),
    constraints: (hasKeys ? ends : []).flatMap((end, index): Placed<Constraint>[] => {
      const referenced = end.columns.map((column) => column.name)
      const key = naming.foreignKeyName(table.name, names[index]!, end.to.table.name, referenced)
      const name = known(end.given[0]?.constraint ?? key, open)
      if (name === undefined) return []
      const leads = { references: end.to.table.path, referencedColumns: referenced, ...end.actions }
      return [{ kind: 'foreign key', name, columns: names[index]!, ...leads, place }]
    }),
    doubts: placed(interpreter, open),
    place,
  }
}

/** A name that is longer than the driver's aliases may be (src/metadata/EntityMetadata.ts). */
function shortened({ dialect }: Reading, name: string): string {
  return dialect.longestAlias !== undefined && name.length > dialect.longestAlias ? shorten(name) : name
}

const cascade = { onDelete: 'CASCADE', onUpdate: 'CASCADE' } as const

/** The columns of both sides: those of one name get a number each, and all go through the naming strategy once more. */
function apart(
  { naming }: Reading,
  sides: readonly (readonly EntityColumn[])[],
  doubts: Doubt[],
): readonly (readonly EntityColumn[])[] {
  const [first, second] = sides.map((columns) => columns.map(({ name }) => name)) as [string[], string[]]
  return sides.map((columns, index) =>
    columns.flatMap((column) => {
      const isShared = first.includes(column.name) && second.includes(column.name)
      const own = isShared
        ? known(naming.joinTableColumnDuplicationPrefix(column.name, index + 1), doubts)
        : column.name
      const name = own === undefined ? own : known(naming.columnName(own, own, []), doubts)
      return name === undefined ? [] : { ...column, name, bareName: name }
    }),
  )
}
