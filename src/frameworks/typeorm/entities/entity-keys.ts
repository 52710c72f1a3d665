import type { Constraint } from '../../../model/schema/effect.ts'
import { textOf } from '../../../typescript/value.ts'
import { known, placeAt, propertiesOf, type Entity, type EntityMember, type Reading } from './entity.ts'
import { columnDecorator } from './column-notes.ts'
import type { EntityIndex, Placed } from './entity-table.ts'
import type { Note } from './notes.ts'
import { Options } from './options.ts'

/** What the decorators of an entity ask for beside its columns. */
export interface Keys {
  readonly indexes: readonly EntityIndex[]
  readonly constraints: readonly Placed<Constraint>[]
}

/** What is read of `@Index()`, `@Unique()` and their like. */
interface Reader {
  readonly reading: Reading
  readonly entity: Entity
  /** The columns of a property: its own, or those of the relation that it is. */
  readonly columnsOf: (path: string) => readonly string[] | undefined
}

/**
 * Indexes, and unique and check constraints. What cannot be read is a doubt of the entity.
 *
 * @param joins the columns of relations, by property
 */
export function keysOf(
  reading: Reading,
  entity: Entity,
  joins: ReadonlyMap<string, readonly string[]>,
): Keys {
  const columnsOf = (path: string): readonly string[] | undefined => {
    const own = entity.columns.find((column) => column.path === path && !joins.has(path))
    return own ? [own.name] : joins.get(path)
  }
  const reader = { reading, entity, columnsOf }
  const indexes: EntityIndex[] = []
  const constraints: Placed<Constraint>[] = []
  const add = (note: Note, member: EntityMember | undefined): void => {
    const read = readers[note.name]?.(reader, note, member)
    if (read === 'unknown')
      entity.doubts.push({ cause: `what \`@${note.name}()\` is over is not known`, origin: note.origin })
    else if (read && 'kind' in read) constraints.push(read)
    else if (read) indexes.push(read)
  }
  for (const note of entity.classNotes) add(note, undefined)
  for (const member of entity.members) {
    for (const note of member.notes.notes) add(note, member)
    const column = columnDecorator(member.notes)
    if (column && isUnique(column)) add({ ...column, name: 'Unique', args: [] }, member)
  }
  return { indexes, constraints }
}

function isUnique({ args }: Note): boolean {
  return args.some((arg) => arg.kind === 'object' && new Options(arg).flag('unique'))
}

type Read = EntityIndex | Placed<Constraint> | 'unknown' | undefined

const readers: Readonly<
  Record<string, (reader: Reader, note: Note, member: EntityMember | undefined) => Read>
> = {
  Index: readIndex,
  Unique: readUnique,
  Check: readCheck,
}

/** `@Index("name", ["a", "b"], { unique: true })`, of which any may be left out. */
function readIndex(
  { reading, entity, columnsOf }: Reader,
  note: Note,
  member: EntityMember | undefined,
): Read {
  const name = textOf(note.args[0])
  const options = new Options(note.args.find((arg) => arg.kind === 'object' || arg.kind === 'unresolved'))
  const columns = columnsIn(reading, entity, note, member, columnsOf)
  const where = options.text('where')
  const isUnique = options.flag('unique')
  if (!columns || options.unknown.size > 0) return 'unknown'
  const called = known(name ?? reading.naming.indexName(entity.table.name, columns, where), entity.doubts)
  if (called === undefined) return undefined
  return {
    name: called,
    columns,
    isUnique,
    ...(where !== undefined && { isPartial: true }),
    ...(options.constant('synchronize') === false && { isLeftAlone: true }),
    place: placeAt(reading.interpreter, note.origin),
  }
}

function readUnique(
  { reading, entity, columnsOf }: Reader,
  note: Note,
  member: EntityMember | undefined,
): Read {
  const columns = columnsIn(reading, entity, note, member, columnsOf)
  if (!columns) return 'unknown'
  const { naming, dialect } = reading
  const table = entity.table.name
  const usual = dialect.isMysql
    ? naming.indexName(table, columns, undefined)
    : naming.uniqueConstraintName(table, columns)
  const name = known(textOf(note.args[0]) ?? usual, entity.doubts)
  if (name === undefined) return undefined
  return { kind: 'unique', name, columns, place: placeAt(reading.interpreter, note.origin) }
}

function readCheck({ reading, entity }: Reader, note: Note): Read {
  const texts = note.args.slice(0, 2).map(textOf)
  const expression = texts.at(-1)
  if (expression === undefined) return 'unknown'
  const given = texts.length > 1 ? texts[0] : undefined
  const name = known(
    given ?? reading.naming.checkConstraintName(entity.table.name, expression),
    entity.doubts,
  )
  if (name === undefined) return undefined
  return { kind: 'check', name, columns: [], place: placeAt(reading.interpreter, note.origin) }
}

/** The columns that a decorator is over: of the property that it stands at, or those that it lists. */
function columnsIn(
  { interpreter }: Reading,
  entity: Entity,
  { args }: Note,
  member: EntityMember | undefined,
  columnsOf: Reader['columnsOf'],
): readonly string[] | undefined {
  if (member) return columnsOf(member.path)
  const list = args.find((arg) => arg.kind === 'array' || arg.kind === 'function')
  const value = list?.kind === 'function' ? interpreter.call(list, [propertiesOf(entity)]) : list
  // `({ a: 1 })` is the way of old.
  const paths =
    value?.kind === 'object'
      ? [...value.entries.keys()]
      : value?.kind === 'array'
        ? value.items.map(textOf)
        : undefined
  const columns = paths?.map((path) => (path === undefined ? undefined : columnsOf(path.trim())))
  return columns && columns.length > 0 && !columns.includes(undefined)
    ? columns.flatMap((names) => names!)
    : undefined
}
