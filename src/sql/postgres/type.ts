import type { Node, TypeName as TypeNode } from 'libpg-query'
import type { ColumnType, TypeName } from '../../model/schema/table.ts'
import { as, namesOf } from './node.ts'

/** A column's type as it is written, and in neutral words where there are some. */
export interface ReadType {
  readonly source: string
  readonly type: ColumnType | undefined
  /** The type of a `serial` column counts by itself. */
  readonly counts: boolean
}

/** By PostgreSQL's own names, after its parser has put them in the place of the standard's. */
const known: Readonly<Record<string, TypeName>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  numeric: 'decimal',
  float8: 'float',
  bool: 'boolean',
  bpchar: 'char',
  varchar: 'varchar',
  text: 'text',
  date: 'date',
  time: 'time',
  timestamptz: 'timestamp',
  interval: 'interval',
  uuid: 'uuid',
  jsonb: 'json',
  bytea: 'binary',
  inet: 'inet',
  tsvector: 'tsvector',
  geometry: 'geometry',
  geography: 'geometry',
  int4range: 'range',
  int8range: 'range',
  numrange: 'range',
  daterange: 'range',
  tsrange: 'range',
  tstzrange: 'range',
}

const serials: Readonly<Record<string, TypeName>> = {
  smallserial: 'smallint',
  serial2: 'smallint',
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
}

/** What people write for the names that PostgreSQL has for itself. */
const written: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'char',
}

/**
 * Reads a type. One of which PostgreSQL has a twin that differs in what a change costs (`json`, `real`, `timestamp`
 * without a time zone) has no neutral word.
 */
export function readType(node: TypeNode | undefined): ReadType {
  const name = namesOf(node?.names).at(-1) ?? ''
  const serial = Object.hasOwn(serials, name) ? serials[name] : undefined
  const modifiers = (node?.typmods ?? []).map(integerOf)
  const dimensions = node?.arrayBounds?.length ?? 0
  const shown = Object.hasOwn(written, name) ? written[name]! : name
  const inBrackets = modifiers.length > 0 && !modifiers.includes(undefined) ? `(${modifiers.join(', ')})` : ''
  // `interval` keeps the fields it is made of as a number.
  const source = `${shown}${name === 'interval' ? '' : inBrackets}${'[]'.repeat(dimensions)}`
  const plain = serial ?? (Object.hasOwn(known, name) ? known[name] : undefined)
  const type = plain && withModifiers(plain, modifiers)
  const counts = serial !== undefined
  if (dimensions > 0) return { source, type: { name: 'array', of: type }, counts }
  return { source, type: type && counts ? { ...type, counts } : type, counts }
}

function withModifiers(name: TypeName, modifiers: readonly (number | undefined)[]): ColumnType {
  if (name === 'varchar' || name === 'char') return { name, length: modifiers[0] }
  if (name === 'decimal' && modifiers[0] !== undefined)
    return { name, precision: modifiers[0], scale: modifiers[1] ?? 0 }
  return { name }
}

/** The integer of a constant: libpg_query leaves out a zero. */
export function integerOf(node: Node): number | undefined {
  const value = as(node, 'A_Const')?.ival
  return value === undefined ? undefined : (value.ival ?? 0)
}
