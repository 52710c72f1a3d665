import { classChain } from '../../../typescript/classes.ts'
import { textOf } from '../../../typescript/value.ts'
import type { Constraint } from '../../../model/schema/effect.ts'
import type { EntityOption } from './entity-option.ts'
import { schemaNotes } from './schema-notes.ts'
import { columnDecorator } from './column-notes.ts'
import { columnOf, entityMembers } from './entity-columns.ts'
import { keysOf } from './entity-keys.ts'
import { relationsOf, type Relation } from './entity-relations.ts'
import type { EntityTable, Placed } from './entity-table.ts'
import { placeAt, type Entity, type Reading } from './entity.ts'
import { joinOf } from './join-columns.ts'
import { joinTableOf } from './join-tables.ts'
import { classNotes, noteNamed, type ClassNotes, type Doubt } from './notes.ts'
import { Options } from './options.ts'
import { closureTable, treeColumns } from './trees.ts'
import { discriminator, discriminatorIndex } from './inheritance.ts'

/** The tables that entities ask for, in their order; tables between two of them come last. */
export function entityTables(
  reading: Reading,
  { classes, schemas }: Pick<EntityOption, 'classes' | 'schemas'>,
): readonly EntityTable[] {
  const notes = [...classes.map((each) => classNotes(reading.interpreter, each)), ...schemas.map(schemaNotes)]
  const children = notes.filter((each) => noteNamed(each.own, 'ChildEntity'))
  const entities = notes.flatMap((each) => entityOf(reading, each, children) ?? [])
  const relations = new Map(
    entities.map((entity) => [entity, relationsOf(reading.interpreter, entity, entities)]),
  )
  // A key of one entity may be made of that of another one.
  const joined = new Map(entities.map((entity) => [entity, joinAll(reading, entity, relations.get(entity)!)]))
  const tables = entities.map((entity) => tableOf(reading, entity, joined.get(entity)!))
  const between = entities.flatMap((entity) =>
    relations.get(entity)!.flatMap((relation) => {
      if (relation.kind !== 'many-to-many' || !relation.joinTable) return []
      const back =
        relation.target &&
        relations.get(relation.target)?.find(({ member }) => member.path === relation.inverse)
      const table = joinTableOf(reading, entity, relation, back)
      return table ?? []
    }),
  )
  return [...tables, ...between, ...entities.flatMap((entity) => closureTable(reading, entity) ?? [])]
}

/** An entity with the columns of its properties; undefined for a class that is none, or has no table of its own. */
function entityOf(reading: Reading, notes: ClassNotes, children: readonly ClassNotes[]): Entity | undefined {
  const note = noteNamed(notes.own, 'Entity')
  if (!note) return undefined
  const [first, second] = note.args
  const options = new Options(first?.kind === 'object' ? first : second)
  if (options.constant('synchronize') === false) return undefined
  const given = textOf(first) ?? options.text('name')
  const schema = options.text('schema')
  const doubts: Doubt[] = [...notes.doubts]
  const isUnknown =
    first?.kind === 'unresolved' || ['name', 'schema', 'database'].some((name) => options.unknown.has(name))
  if (isUnknown) return undefined
  const name = reading.naming.table(notes.name, given)
  const sharing = noteNamed(notes.own, 'TableInheritance')
    ? children.filter((child) => child !== notes && extendsClass(reading, child, notes))
    : []
  const own = entityMembers(reading.interpreter, notes, false, doubts)
  const known = new Set(own.map(({ path }) => path))
  const members = [...own]
  for (const child of sharing)
    for (const member of entityMembers(reading.interpreter, child, true, doubts))
      if (!known.has(member.path)) {
        known.add(member.path)
        members.push(member)
      }
  doubts.push(...sharing.flatMap((child) => child.doubts))
  const columns = members.flatMap((member) => {
    const column = columnOf(reading, member)
    if (!column && columnDecorator(member.notes))
      doubts.push({
        cause: `how the column of \`${member.path}\` is called is not known`,
        origin: member.notes.origin,
      })
    return column ?? []
  })
  const place = placeAt(reading.interpreter, note.origin)
  const entity: Entity = {
    name: notes.name,
    table: schema === undefined || schema === 'public' ? name : `${schema}.${name}`,
    notes,
    classNotes: [...notes.inherited, ...sharing.flatMap((child) => child.own)],
    members,
    columns: [...columns],
    doubts: doubts.map(({ cause }) => cause),
    place,
  }
  entity.columns.push(...discriminator(entity), ...treeColumns(entity))
  return entity
}

function extendsClass({ interpreter }: Reading, child: ClassNotes, parent: ClassNotes): boolean {
  if (!child.class || !parent.class) return false
  return classChain(interpreter, child.class).some(({ code }) => code === parent.class!.code)
}

interface Joined {
  readonly columns: ReadonlyMap<string, readonly string[]>
  readonly constraints: readonly Placed<Constraint>[]
}

function joinAll(reading: Reading, entity: Entity, relations: readonly Relation[]): Joined {
  const columns = new Map<string, readonly string[]>()
  const constraints: Placed<Constraint>[] = []
  for (const relation of relations) {
    const owns =
      relation.kind === 'many-to-one' ||
      (relation.kind === 'one-to-one' && relation.joinColumns !== undefined)
    if (!owns) continue
    const join = joinOf(reading, entity, relation)
    if (!join) {
      entity.doubts.push(`what the relation \`${relation.member.path}\` leads to is not known`)
      continue
    }
    columns.set(
      relation.member.path,
      join.columns.map(({ name }) => name),
    )
    constraints.push(...join.constraints)
  }
  return { columns, constraints }
}

function tableOf(reading: Reading, entity: Entity, joined: Joined): EntityTable {
  const keys = keysOf(reading, entity, joined.columns)
  const { name, table, columns, doubts, place } = entity
  return {
    entity: name,
    name: table,
    columns,
    indexes: [...keys.indexes, ...discriminatorIndex(entity)],
    constraints: [...joined.constraints, ...keys.constraints],
    doubts,
    place,
  }
}
