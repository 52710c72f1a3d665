import type { Place } from '../../../model/place.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Interpreter } from '../../../typescript/interpreter.ts'
import { constant, type Origin, type Value } from '../../../typescript/value.ts'
import type { Dialect } from './dialect.ts'
import type { EntityColumn, Undecided } from './entity-table.ts'
import type { Name, NamingStrategy } from './naming.ts'
import type { ClassNotes, Doubt, MemberNotes, Note } from './notes.ts'

/** What entities are read with. */
export interface Reading {
  readonly interpreter: Interpreter
  readonly naming: NamingStrategy
  /** What the names of all tables begin with. */
  readonly prefix: string
  /** The schema of tables whose entities name none (`EntityMetadata.build()`). */
  readonly schema: string | undefined
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

/** What a table is called. */
export interface TableName {
  /** Without the prefix of all tables. */
  readonly bare: string
  /** Without its schema. */
  readonly name: string
  /** With its schema, where that is not the usual one. */
  readonly path: string
}

/** An entity while its table is worked out. */
export interface Entity {
  readonly name: string
  /** The name of the table as the entity gives it; undefined where it gives none. */
  readonly given: string | undefined
  readonly table: TableName
  readonly schema: string | undefined
  readonly notes: ClassNotes
  /** Decorators of classes: its own, those above it, and those that share its table. */
  readonly classNotes: readonly Note[]
  readonly members: readonly EntityMember[]
  readonly columns: EntityColumn[]
  /** Why there may be more to its table. */
  readonly doubts: Doubt[]
  readonly place: Place
}

/** A name, if it is known; what is not is a doubt of what it is for. */
export function known(name: Name, doubts: Doubt[]): string | undefined {
  if (typeof name === 'string') return name
  doubts.push(name)
  return undefined
}

/** A table by its bare name, with the prefix of all tables and its schema; undefined where that is not known. */
export function tableName(
  { naming, prefix }: Reading,
  bare: string,
  schema: string | undefined,
  doubts: Doubt[],
): TableName | undefined {
  const name = prefix === '' ? bare : known(naming.prefixTableName(prefix, bare), doubts)
  if (name === undefined) return undefined
  return { bare, name, path: schema === undefined || schema === 'public' ? name : `${schema}.${name}` }
}

/** Doubts with the places that they come from, each once. */
export function placed(interpreter: Interpreter, doubts: readonly Doubt[]): readonly Undecided[] {
  const once = new Map(doubts.map((doubt) => [doubt.cause, doubt]))
  return [...once.values()].map(({ cause, origin }) => ({ cause, place: placeAt(interpreter, origin) }))
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
