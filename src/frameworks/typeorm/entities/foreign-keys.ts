import type { Constraint } from '../../../model/schema/effect.ts'
import { textOf, type Value } from '../../../typescript/value.ts'
import { targetOf } from './entity-relations.ts'
import type { EntityColumn, Placed } from './entity-table.ts'
import { known, placeAt, propertiesOf, type Entity, type Reading } from './entity.ts'
import { noAction, propertyOf } from './join-columns.ts'
import type { Note } from './notes.ts'
import { Options } from './options.ts'

/**
 * The foreign keys of `@ForeignKey()`, at a property or at the class, which are no relations
 * (typeorm 1.1, src/decorator/ForeignKey.ts and src/metadata-builder/EntityMetadataBuilder.ts). What cannot be read is a
 * doubt of the entity.
 */
export function foreignKeysOf(
  reading: Reading,
  entity: Entity,
  entities: readonly Entity[],
): readonly Placed<Constraint>[] {
  const at = (notes: readonly Note[], property: string | undefined): readonly Placed<Constraint>[] =>
    notes
      .filter(({ name }) => name === 'ForeignKey')
      .flatMap((note) => foreignKey(reading, entity, note, property, entities) ?? [])
  return [
    ...at(entity.classNotes, undefined),
    ...entity.members.flatMap(({ notes }) => at(notes.notes, notes.name)),
  ]
}

function foreignKey(
  reading: Reading,
  entity: Entity,
  note: Note,
  property: string | undefined,
  entities: readonly Entity[],
): Placed<Constraint> | undefined {
  const { interpreter, naming } = reading
  const [type, second, third, fourth] = note.args
  const target = targetOf(interpreter, type, entities)
  const own = property === undefined ? textsOf(second) : [property]
  const others = property === undefined ? textsOf(third) : target && inverse(reading, second, target)
  const options = new Options(
    [second, third, fourth].find((each) => each?.kind === 'object' || each?.kind === 'unresolved'),
  )
  const columns = own && columnsNamed(entity, own)
  const referenced =
    target &&
    others &&
    (others.length > 0 ? columnsNamed(target, others) : target.columns.filter(({ isPrimary }) => isPrimary))
  const given = options.text('name')
  const [onDelete, onUpdate] = [options.text('onDelete'), options.text('onUpdate')]
  if (!columns || !referenced || options.unknown.size > 0) {
    entity.doubts.push({ cause: 'what `@ForeignKey()` leads to is not known', origin: note.origin })
    return undefined
  }
  const [names, referencedNames] = [columns, referenced].map((list) => list.map(({ name }) => name)) as [
    string[],
    string[],
  ]
  const name = known(
    given ?? naming.foreignKeyName(entity.table.name, names, target.table.name, referencedNames),
    entity.doubts,
  )
  if (name === undefined) return undefined
  return {
    kind: 'foreign key',
    name,
    columns: names,
    references: target.table.path,
    referencedColumns: referencedNames,
    ...noAction,
    ...(onDelete !== undefined && { onDelete }),
    ...(onUpdate !== undefined && { onUpdate }),
    place: placeAt(interpreter, note.origin),
  }
}

/** Texts of a list, none where it is left out; undefined where they are not known. */
function textsOf(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined) return []
  const texts = value.kind === 'array' ? value.items.map(textOf) : [undefined]
  return texts.includes(undefined) ? undefined : (texts as readonly string[])
}

/** `(user) => user.id`, or the name of the property; none where the key of the other entity is meant. */
function inverse(
  { interpreter }: Reading,
  value: Value | undefined,
  target: Entity,
): readonly string[] | undefined {
  if (value === undefined || value.kind === 'object') return []
  const text = textOf(value.kind === 'function' ? interpreter.call(value, [propertiesOf(target)]) : value)
  return text === undefined ? undefined : [text]
}

/** Columns by their properties or their own names. */
function columnsNamed({ columns }: Entity, names: readonly string[]): readonly EntityColumn[] | undefined {
  const found = names.map((name) =>
    columns.find((column) => propertyOf(column) === name || column.name === name),
  )
  return found.includes(undefined) ? undefined : (found as readonly EntityColumn[])
}
