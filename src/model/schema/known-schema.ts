import type { Place } from '../place.ts'
import type { Effect, Index, ValueTypeChange } from './effect.ts'
import { columnKey, SchemaReplay, tableKey, type TableOutcome } from './outcome.ts'
import type { Table } from './table.ts'
import { droppedWith } from './value-types.ts'

/** A database moved forward by one effect after the other, and how far what is known of it goes. */
export class KnownSchema {
  readonly schema: SchemaReplay
  /** Names of tables that may be otherwise than they are held to be, each with where the first doubt of it stands. */
  readonly doubted: Map<string, Place | undefined>
  /** Names of tables that may have other indexes and constraints, in the same way. */
  readonly loose: Map<string, Place | undefined>
  /** Names that effects speak of, of tables that nothing made. */
  readonly strangers = new Set<string>()
  /** Names of tables that were dropped: what led there may have gone with them. */
  readonly dropped = new Set<string>()
  /** Names of tables that lost a column: what reads it may have gone with it. */
  readonly narrowed = new Set<string>()
  /** Names of columns that were added to tables that were there, by table: their rows had no values for them. */
  readonly added = new Map<string, ReadonlySet<string>>()

  constructor(schema = new SchemaReplay(), doubted: Doubts = new Map(), loose: Doubts = new Map()) {
    this.schema = schema
    this.doubted = new Map(doubted)
    this.loose = new Map(loose)
  }

  /** The same database, to be moved on by itself: nothing was dropped from it yet. */
  copy(): KnownSchema {
    return new KnownSchema(this.schema.copy(), this.doubted, this.loose)
  }

  apply(effect: Effect): void {
    if (effect.kind === 'create table') this.#make(effect)
    else if (isUnknown(effect) || (effect.kind === 'other' && effect.isUnsure)) this.#doubtAll(effect.at)
    else if (effect.kind === 'other' && effect.valueType) this.#narrow(effect.valueType)
    else if (effect.kind === 'rename table') this.#rename(tableKey(effect.before), tableKey(effect.after))
    else if ('table' in effect) this.#change(effect)
    if (!this.#isThere(effect)) this.schema.apply(effect)
  }

  /**
   * Doubts the indexes of a table before a column is dropped, where the database takes it out of those over more columns
   * and keeps them, as MySQL does ("ALTER TABLE Statement").
   */
  keepWiderIndexes(effect: Effect): void {
    if (effect.kind !== 'drop column') return
    const key = tableKey(effect.table)
    const known = this.schema.tables.get(key)
    const name = columnKey(effect.column)
    const isWider = ({ columns }: Pick<Index, 'columns'>) => columns.length > 1 && columns.includes(name)
    if (known && [...known.indexes, ...known.constraints].some(isWider)) doubt(this.loose, key, effect.at)
  }

  /** Whether a name may be another way to write the name of a table that is there. */
  mayBeKnown(name: string): boolean {
    const plain = plainName(name)
    return [...this.schema.tables.keys()].some((each) => plainName(each) === plain)
  }

  #make({ table, columns, isUnsure, at }: Extract<Effect, { readonly kind: 'create table' }>): void {
    const key = tableKey(table)
    if (isUnsure || columns.length === 0 || this.schema.tables.has(key)) doubt(this.doubted, key, at)
  }

  #narrow(change: ValueTypeChange): void {
    for (const [name, table] of this.schema.tables)
      if (droppedWith(table.columns, change).length > 0) this.narrowed.add(name)
  }

  #rename(before: string, after: string): void {
    if (!this.schema.tables.has(before)) {
      this.strangers.add(before).add(after)
      return
    }
    for (const doubts of [this.doubted, this.loose])
      if (doubts.has(before)) {
        doubt(doubts, after, doubts.get(before))
        doubts.delete(before)
      }
    if (this.narrowed.delete(before)) this.narrowed.add(after)
  }

  #change(effect: Extract<Effect, { readonly table: Table }>): void {
    const key = tableKey(effect.table)
    const known = this.schema.tables.get(key)
    if (!known) {
      if (effect.kind !== 'drop index') this.strangers.add(key)
      else if (databaseNames.test(effect.index.name ?? ''))
        for (const name of this.schema.tables.keys()) doubt(this.loose, name, effect.at)
      return
    }
    if (effect.isUnsure || isOnStranger(effect, known)) doubt(this.doubted, key, effect.at)
    if (effect.kind === 'drop column') this.narrowed.add(key)
    this.added.set(key, addedAfter(this.added.get(key) ?? new Set(), effect))
    if (effect.kind === 'drop table') {
      this.dropped.add(key).add(effect.table.label)
      this.doubted.delete(key)
      this.loose.delete(key)
    }
    if (goesUnfound(effect, known)) doubt(this.loose, key, effect.at)
  }

  #doubtAll(at: Place | undefined): void {
    for (const name of this.schema.tables.keys()) doubt(this.doubted, name, at)
  }

  /** A table has no two indexes or constraints of one name: the second was asked for `IF NOT EXISTS`, or is refused. */
  #isThere(effect: Effect): boolean {
    if (effect.kind !== 'create index' && effect.kind !== 'add constraint') return false
    const known = this.schema.tables.get(tableKey(effect.table))
    const [all, own] =
      effect.kind === 'create index'
        ? [known?.indexes, effect.index.name]
        : [known?.constraints, effect.constraint.name]
    return own !== undefined && (all?.some(({ name }) => name === own) ?? false)
  }
}

/** Names, and where the doubt of each stands, where that is known. */
export type Doubts = ReadonlyMap<string, Place | undefined>

function doubt(doubts: Map<string, Place | undefined>, name: string, at: Place | undefined): void {
  if (!doubts.has(name)) doubts.set(name, at)
}

function addedAfter(added: ReadonlySet<string>, effect: Effect): ReadonlySet<string> {
  const after = new Set(added)
  if (effect.kind === 'add column') after.add(columnKey(effect.column))
  if (effect.kind === 'drop column') after.delete(columnKey(effect.column))
  if (effect.kind === 'rename column' && after.delete(columnKey(effect.before)))
    after.add(columnKey(effect.after))
  return after
}

/** Whether it cannot be told what an effect does to a schema. */
export function isUnknown(effect: Effect): boolean {
  if (effect.kind === 'data') return effect.step.language === 'SQL' && effect.step.unfollowed.length > 0
  return effect.kind === 'unknown'
}

/** Whether an effect is on a column that is not among those that are known: there may be more of them. */
function isOnStranger(effect: Effect, { columns }: TableOutcome): boolean {
  if (effect.kind === 'drop column') return !columns.has(columnKey(effect.column))
  return (
    (effect.kind === 'alter column' || effect.kind === 'rename column') &&
    !columns.has(columnKey(effect.before))
  )
}

/** Whether what an effect takes away is not among what is known: the database may have given it a name. */
function goesUnfound(effect: Effect, { indexes, constraints }: TableOutcome): boolean {
  if (effect.kind === 'drop index') return !indexes.some(({ name }) => name === effect.index.name)
  return effect.kind === 'drop constraint' && !constraints.some(({ name }) => name === effect.constraint.name)
}

/** How PostgreSQL calls an index that is given no name (its sources, `ChooseIndexName()`); SQLite lets nobody drop its own. */
const databaseNames = /_(?:key|idx|pkey|excl)\d*$/

/** Neither the schema of a name nor its case means the same to every database. */
const plainName = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase()
