import type { Place } from '../../../model/place.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Interpreter } from '../../../typescript/interpreter.ts'
import { constant, type Origin, type Value } from '../../../typescript/value.ts'
import type { Dialect } from './dialect.ts'
import type { EntityColumn } from './entity-table.ts'
import type { NamingStrategy } from './naming.ts'
import type { ClassNotes, MemberNotes, Note } from './notes.ts'

/** What entities are read with. */
export interface Reading {
  readonly interpreter: Interpreter
  readonly naming: NamingStrategy
  readonly dialect: Dialect
}

/** A property of an entity, or of what is embedded in it. */
export interface EntityMember {
  /** From the property of the entity on: `address.street`. */
  readonly path: string
  readonly notes: MemberNotes
  /** What the names of columns of embedded entities begin with, from the outside in. */
  readonly prefixes: readonly string[]
  /** Whether it is of a class that shares its table with the one above it: its columns may always be NULL. */
  readonly isOfChild: boolean
}

/** An entity while its table is worked out. */
export interface Entity {
  readonly name: string
  readonly table: string
  readonly notes: ClassNotes
  /** Decorators of classes: its own, those above it, and those that share its table. */
  readonly classNotes: readonly Note[]
  readonly members: readonly EntityMember[]
  readonly columns: EntityColumn[]
  /** Why there may be more to its table. */
  readonly doubts: string[]
  readonly place: Place
}

/** Where something of a class is written. */
export function placeAt({ modules }: Interpreter, origin: Origin): Place {
  const file = modules.parse(origin.path)
  if (!file) throw new Error(`${origin.path} is not there`)
  return placeOf(file, origin)
}

/** The object that functions are given in which every property holds its own name. */
export function propertiesOf({ members, notes: { origin } }: Entity): Value {
  const entries = new Map<string, Value>()
  for (const { path } of members) {
    const [first, ...rest] = path.split('.')
    if (rest.length === 0) entries.set(first!, constant(path))
    else {
      const known = entries.get(first!)
      const inner = known?.kind === 'object' ? known : { kind: 'object' as const, entries: new Map(), origin }
      inner.entries.set(rest.join('.'), constant(path))
      entries.set(first!, inner)
    }
  }
  return { kind: 'object', entries, origin }
}
