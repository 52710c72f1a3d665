import type { Effect } from '../../model/schema/effect.ts'
import type { SchemaReplay, TableOutcome } from '../../model/schema/outcome.ts'
import type { Table } from '../../model/schema/table.ts'
import type { ReadCall } from './read-call.ts'
import { rebuildEffects } from './rebuild-effects.ts'
import { rowCopyOf, type RowCopy } from './row-copy.ts'

/** What one call of the query runner does, in an array that may still change. */
type Effects = Effect[]

/** A table that this migration has made, and where that stands. */
interface Made {
  readonly effect: Effect
  readonly among: Effects
}

/**
 * Migrations that make a table anew to change it, as TypeORM writes them for SQLite, which can change few things of a table
 * (typeorm 0.3 and 1.1, src/driver/sqlite-abstract/AbstractSqliteQueryRunner.ts, `recreateTable()`): they make another
 * table, copy the rows, drop the old one and give the new one its name. What they do counts, not how.
 *
 * One of these is for one migration.
 */
export class Rebuilds {
  readonly #schema: SchemaReplay
  readonly #made = new Map<string, Made>()
  readonly #dropped = new Map<
    string,
    { readonly outcome: TableOutcome | undefined; readonly among: Effects; readonly effect: Effect }
  >()
  /** By the name that a table has meanwhile. */
  readonly #setAside = new Map<
    string,
    { readonly table: Table; readonly among: Effects; readonly effect: Effect }
  >()
  /** Tables that were set aside, and asked for their rows since. */
  readonly #read = new Set<string>()
  #copies: readonly { readonly copy: RowCopy; readonly among: Effects }[] = []

  constructor(schema: SchemaReplay) {
    this.#schema = schema
  }

  /** Applies what a call does to the schema, and gives it without what only makes a table anew. */
  apply({ effects, sql, reads }: Omit<ReadCall, 'place'>): readonly Effect[] {
    const among = [...effects]
    const copy = sql === undefined ? undefined : rowCopyOf(sql)
    if (copy) this.#copies = [...this.#copies, { copy, among }]
    for (const name of reads) if (this.#setAside.has(name)) this.#read.add(name)
    for (const effect of effects) this.#applyOne(effect, among)
    return among
  }

  #applyOne(effect: Effect, among: Effects): void {
    const { tables } = this.#schema
    if (effect.kind === 'create table') this.#made.set(nameOf(effect.table), { effect, among })
    if (effect.kind !== 'drop table' && effect.kind !== 'rename table') {
      this.#schema.apply(effect)
      return
    }
    const name = nameOf(effect.kind === 'drop table' ? effect.table : effect.before)
    const outcome = tables.get(name)
    // The replay changes a table where it is: this is what it was.
    const before = outcome && { ...outcome, columns: new Map(outcome.columns) }
    this.#schema.apply(effect)
    if (effect.kind === 'rename table') {
      const after = nameOf(effect.after)
      const dropped = this.#dropped.get(after)
      const made = this.#made.get(name)
      if (dropped?.outcome && made && before)
        this.#settle(made, dropped, { effect, among }, dropped.outcome, after, name)
      else if (dropped) this.#passOver(dropped, name, after)
      else this.#setAside.set(after, { table: effect.before, among, effect })
      return
    }
    const aside = this.#setAside.get(name)
    const made = aside && this.#made.get(nameOf(aside.table))
    if (aside && made && before)
      this.#settle(
        made,
        aside,
        { effect, among },
        { ...before, table: aside.table },
        nameOf(aside.table),
        name,
      )
    else this.#dropped.set(name, { outcome: before, among, effect })
    // As far as anybody can tell its rows are elsewhere by now, and no other code knows its name.
    if (this.#read.has(name)) remove(among, effect)
  }

  /** One of the two is not known, but the rows of the one that takes the place of the other are those of that. */
  #passOver({ among, effect }: Made, from: string, to: string): void {
    if (this.#copies.some(({ copy }) => copy.from === to && copy.to === from)) remove(among, effect)
  }

  /**
   * @param before what the table was
   * @param name what it is called before and after
   * @param other what either of the two was called meanwhile
   */
  #settle(
    made: Made,
    ...[gone, last, before, name, other]: readonly [Made, Made, TableOutcome, string, string]
  ): void {
    const found = this.#copies.find(
      ({ copy: { to, from } }) => [to, from].sort().join() === [name, other].sort().join(),
    )
    const after = this.#schema.tables.get(name)
    if (!found || !after) return
    this.#schema.apply({ kind: 'rename table', before: after.table, after: before.table })
    // Keys of other tables that went with one that was set aside lead to what it is called in the end.
    const aside = { ...before.table, name: other, label: other }
    this.#schema.apply({ kind: 'rename table', before: aside, after: before.table })
    const changes = rebuildEffects(before, after, found.copy)
    for (const { among, effect } of [gone, last]) remove(among, effect)
    made.among.splice(made.among.indexOf(made.effect), 1, ...changes)
    // All that the statement does is told by now, also where it could not be read as SQL.
    found.among.length = 0
    for (const each of [name, other]) {
      this.#made.delete(each)
      this.#dropped.delete(each)
      this.#setAside.delete(each)
    }
    this.#copies = this.#copies.filter((each) => each !== found)
  }
}

function remove(from: Effects, effect: Effect): void {
  const at = from.indexOf(effect)
  if (at >= 0) from.splice(at, 1)
}

function nameOf({ name, label }: Table): string {
  return name ?? label
}
