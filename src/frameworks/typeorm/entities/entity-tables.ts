import { classChain } from '../../../typescript/classes.ts'
import { textOf } from '../../../typescript/value.ts'
import type { Constraint } from '../../../model/schema/effect.ts'
import type { EntityOption } from './entity-option.ts'
import { schemaNotes } from './schema-notes.ts'
import { columnOf, entityMembers } from './entity-columns.ts'
import { keysOf } from './entity-keys.ts'
import { relationsOf, type Relation } from './entity-relations.ts'
import type { EntityTable, EntityTables, Placed } from './entity-table.ts'
import { known, placeAt, placed, tableName, type Entity, type Reading } from './entity.ts'
import { foreignKeysOf } from './foreign-keys.ts'
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
): EntityTables {
  const { interpreter } = reading
  const nameless: EntityTables['nameless'][number][] = []
  const orNameless = <Made>(entity: string, make: (doubts: Doubt[]) => Made | undefined): readonly Made[] => {
    const doubts: Doubt[] = []
    const made = make(doubts)
    if (made !== undefined) return [made]
    nameless.push(...placed(interpreter, doubts).map((doubt) => ({ ...doubt, entity })))
    return []
  }
  const notes = [...classes.map((each) => classNotes(interpreter, each)), ...schemas.map(schemaNotes)]
  const children = notes.filter((each) => noteNamed(each.own, 'ChildEntity'))
  const entities = notes.flatMap((each) =>
    orNameless(each.name, (doubts) => entityOf(reading, each, children, doubts)),
  )
  const relations = new Map(entities.map((entity) => [entity, relationsOf(interpreter, entity, entities)]))
  // A key of one entity may be made of that of another one.
  const joined = new Map(entities.map((entity) => [entity, joinAll(reading, entity, relations.get(entity)!)]))
  const tables = entities.map((entity) => tableOf(reading, entity, joined.get(entity)!, entities))
  const between = entities.flatMap((entity) =>
    relations.get(entity)!.flatMap((relation) => {
      if (relation.kind !== 'many-to-many' || !relation.joinTable) return []
      const back =
        relation.target &&
        relations.get(relation.target)?.find(({ member }) => member.path === relation.inverse)
      return orNameless(`${entity.name}.${relation.member.path}`, (doubts) =>
        joinTableOf(reading, entity, relation, back, doubts),
      )
    }),
  )
  const closures = entities.flatMap((entity) =>
    orNameless(`${entity.name} (closure)`, (doubts) => closureTable(reading, entity, doubts)),
  )
  return { tables: [...tables, ...between, ...closures], nameless }
}

/**
 * An entity with the columns of its properties; undefined for a class that is none, or has no table of its own, or where
 * its name is not known.
 *
 * @param unknown takes why its name is not known
 */
function entityOf(
  reading: Reading,
  notes: ClassNotes,
  children: readonly ClassNotes[],
  unknown: Doubt[],
): Entity | undefined {
  const note = noteNamed(notes.own, 'Entity')
  if (!note) return undefined
  const [first, second] = note.args
  const options = new Options(first?.kind === 'object' ? first : second)
  if (options.constant('synchronize') === false) return undefined
  const given = textOf(first) ?? options.text('name')
  const schema = options.text('schema') ?? reading.schema
  const doubts: Doubt[] = [...notes.doubts]
  const isUnknown =
    first?.kind === 'unresolved' || ['name', 'schema', 'database'].some((name) => options.unknown.has(name))
  if (isUnknown) unknown.push({ cause: 'how its table is called is not known', origin: note.origin })
  const bare = isUnknown ? undefined : known(reading.naming.tableName(notes.name, given), unknown)
  const table = bare === undefined ? undefined : tableName(reading, bare, schema, unknown)
  if (!table) return undefined
  const sharing = noteNamed(notes.own, 'TableInheritance')
    ? children.filter((child) => child !== notes && extendsClass(reading, child, notes))
    : []
  const own = entityMembers(reading.interpreter, notes, false, doubts)
  const paths = new Set(own.map(({ path }) => path))
  const members = [...own]
  for (const child of sharing)
    for (const member of entityMembers(reading.interpreter, child, true, doubts))
      if (!paths.has(member.path)) {
        paths.add(member.path)
        members.push(member)
      }
  doubts.push(...sharing.flatMap((child) => child.doubts))
  const entity: Entity = {
    name: notes.name,
    given,
    table,
    schema,
    notes,
    classNotes: [...notes.inherited, ...sharing.flatMap((child) => child.own)],
    members,
    columns: members.flatMap((member) => columnOf(reading, member, doubts) ?? []),
    doubts,
    place: placeAt(reading.interpreter, note.origin),
  }
  entity.columns.push(...discriminator(reading, entity))
  entity.columns.push(...treeColumns(reading, entity))
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
    if (!join) continue
    columns.set(
      relation.member.path,
      join.columns.map(({ name }) => name),
    )
    for (const [path, name] of join.paths) columns.set(path, [name])
    constraints.push(...join.constraints)
  }
  return { columns, constraints }
}

function tableOf(reading: Reading, entity: Entity, joined: Joined, entities: readonly Entity[]): EntityTable {
  const keys = keysOf(reading, entity, joined.columns)
  const foreignKeys = foreignKeysOf(reading, entity, entities)
  const indexes = [...keys.indexes, ...discriminatorIndex(reading, entity)]
  const { name, table, columns, doubts, place } = entity
  return {
    entity: name,
    name: table.path,
    columns,
    indexes,
    constraints: [...joined.constraints, ...foreignKeys, ...keys.constraints],
    doubts: placed(reading.interpreter, doubts),
    place,
  }
}
