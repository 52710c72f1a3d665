import { textOf, type Origin, type Value } from '../../../typescript/value.ts'
import type { Interpreter } from '../../../typescript/interpreter.ts'
import { propertiesOf, type Entity, type EntityMember } from './entity.ts'
import { noteNamed, type Note } from './notes.ts'
import { Options } from './options.ts'

/** Columns of a join, as `@JoinColumn()` or `@JoinTable()` name them. */
export interface JoinColumn {
  readonly name: string | undefined
  readonly referenced: string | undefined
  readonly constraint: string | undefined
}

/** A relation of an entity to another one. */
export interface Relation {
  readonly kind: 'one-to-one' | 'one-to-many' | 'many-to-one' | 'many-to-many'
  readonly member: EntityMember
  /** Undefined where it is not known, or is none of the project's. */
  readonly target: Entity | undefined
  readonly options: Options
  /** Those of `@JoinColumn()`; undefined where there is no such decorator. */
  readonly joinColumns: readonly JoinColumn[] | undefined
  /** `@JoinTable()`: its options. */
  readonly joinTable: Options | undefined
  /** The property on the other side that leads back. */
  readonly inverse: string | undefined
  readonly isPrimary: boolean
  readonly note: Note
}

const kinds: Readonly<Record<string, Relation['kind']>> = {
  OneToOne: 'one-to-one',
  OneToMany: 'one-to-many',
  ManyToOne: 'many-to-one',
  ManyToMany: 'many-to-many',
  TreeParent: 'many-to-one',
  TreeChildren: 'one-to-many',
}

/** The relations of an entity, in the order of its properties. */
export function relationsOf(
  interpreter: Interpreter,
  entity: Entity,
  entities: readonly Entity[],
): readonly Relation[] {
  return entity.members.flatMap((member): readonly Relation[] => {
    const note = member.notes.notes.find(({ name }) => Object.hasOwn(kinds, name))
    if (!note) return []
    const isTree = note.name.startsWith('Tree')
    const [type, second, third] = note.args
    const target = isTree ? entity : targetOf(interpreter, type, entities)
    const inverse = isTree ? undefined : inverseOf(interpreter, second, target)
    const options = new Options(isTree ? type : (third ?? (second?.kind === 'object' ? second : undefined)))
    const find = (name: string): Note | undefined => noteNamed(member.notes.notes, name)
    const [joinColumn, joinTable] = [find('JoinColumn'), find('JoinTable')]
    return [
      {
        kind: kinds[note.name]!,
        member,
        target,
        options,
        joinColumns: joinColumn && joinColumnsOf(joinColumn.args[0]),
        joinTable: joinTable && new Options(joinTable.args[0]),
        inverse,
        isPrimary: find('PrimaryColumn') !== undefined || options.flag('primary'),
        note,
      },
    ]
  })
}

const sameOrigin = (one: Origin, other: Origin): boolean =>
  one.path === other.path && one.start === other.start

/** The entity that a relation leads to: a class, or the name of one or of its table. */
export function targetOf(
  interpreter: Interpreter,
  type: Value | undefined,
  entities: readonly Entity[],
): Entity | undefined {
  const value = type?.kind === 'function' ? interpreter.call(type, []) : type
  const name = textOf(value)
  if (name !== undefined) return entities.find((one) => one.name === name || one.given === name)
  if (value?.kind !== 'class' && value?.kind !== 'call') return undefined
  return entities.find(({ notes }) => sameOrigin(notes.origin, value.origin))
}

/** `(user) => user.posts`, or the property's name. */
function inverseOf(
  interpreter: Interpreter,
  value: Value | undefined,
  target: Entity | undefined,
): string | undefined {
  if (value?.kind !== 'function') return textOf(value)
  return target && textOf(interpreter.call(value, [propertiesOf(target)]))
}

/** The join columns of an object, or of a list of them. */
export function joinColumnsOf(value: Value | undefined): readonly JoinColumn[] {
  if (value === undefined) return []
  const items = value.kind === 'array' ? value.items : [value]
  return items.map((item) => {
    const options = new Options(item)
    return {
      name: options.text('name'),
      referenced: options.text('referencedColumnName'),
      constraint: options.text('foreignKeyConstraintName'),
    }
  })
}
