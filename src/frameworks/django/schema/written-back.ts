import type { WayBack } from '../../../model/plan.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import { KnownSchema } from '../../../model/schema/known-schema.ts'
import { tableKey, type TableOutcome } from '../../../model/schema/outcome.ts'
import { undoDifferences, type UndoDifference } from '../../../model/schema/undo.ts'
import { isSequence, type Value } from '../../../python/value.ts'
import type { KnownTable, SqlTables } from '../../../sql/statement.ts'
import { isNoop, runSql } from '../data-steps/run-sql.ts'
import { sqlTables } from '../data-steps/sql-tables.ts'
import { readDatabaseOperation } from './database-operation.ts'
import type { Given } from './given.ts'
import type { DatabaseStep } from './planned-step.ts'
import { originsAfter, overlaid } from './table-origins.ts'

/**
 * Whether `reverse_sql` takes back what `sql` does: Django undoes the operations of a migration from the last to the first, and
 * all but SQL by itself (`Migration.unapply()`, django/db/migrations/migration.py). Undefined where there is no SQL.
 */
export function writtenBack(steps: readonly DatabaseStep[]): WayBack | undefined {
  if (!steps.some(({ value }) => mayRunSql(value))) return undefined
  let found: readonly UndoDifference[] | undefined | 'not yet' = 'not yet'
  return {
    get differences() {
      return found === 'not yet' ? (found = differences(steps)) : found
    },
  }
}

function differences(steps: readonly DatabaseStep[]): readonly UndoDifference[] | undefined {
  const read = steps.flatMap((step) => {
    const given = runsSql(step)
    return given === undefined ? [] : [{ step, given }]
  })
  if (read.some(({ given }) => given === 'not known') || steps.some(isUnfollowed)) return undefined
  if (read.length === 0) return []
  const sql = read.map(({ given }) => given as Given)
  const database = new Database()
  const there = sql.map((given) => database.run(given, 'sql'))
  const back = sql.toReversed().map((given) => database.run(given, 'reverse_sql'))
  // That nothing takes it back is what the author wants.
  const pairs = sql.map((given, index) => [given, there[index]!] as const)
  if (pairs.some(([{ operation }, done]) => isNoop(operation.given('reverse_sql')) && done.some(isOnSchema)))
    return undefined
  const all = [...there, ...back].flat()
  const tables = new Set(all.flatMap(tablesOf))
  const first = steps.indexOf(read[0]!.step)
  const last = steps.indexOf(read.at(-1)!.step)
  const between = steps.slice(first, last + 1).filter((step) => !read.some((each) => each.step === step))
  // Django takes back what it did itself; what lies between is on other tables, or not followed.
  if (between.some(({ effects }) => effects.flatMap(tablesOf).some((name) => tables.has(name))))
    return undefined
  // What Django made of a table's keys is not among what is known, and in other words.
  for (const effect of back.flat()) if (effect.kind === 'create table') database.doubt(tableKey(effect.table))
  return undoDifferences(database.before, there.flat(), back.flat())
}

function mayRunSql(value: Value): boolean {
  if (value.kind !== 'call' || value.callee.kind !== 'reference') return false
  return /\.(?:RunSQL|SeparateDatabaseAndState)$/.test(value.callee.path)
}

/** The one `RunSQL` that a step is or holds; undefined where it runs no SQL. */
function runsSql({ value, site }: Pick<DatabaseStep, 'value' | 'site'>): Given | 'not known' | undefined {
  if (!mayRunSql(value)) return undefined
  const read = readDatabaseOperation(value, { path: site.migration.path, start: 0, end: 0 })
  if ('unknown' in read) return 'not known'
  const { operation } = read
  if (operation.name === 'RunSQL') return { ...site, operation }
  const inner = operation.given('database_operations')
  const items = isSequence(inner) ? inner.items : []
  const [only, ...more] = items
  if (!only || !items.some(mayRunSql)) return undefined
  return more.length > 0 ? 'not known' : runsSql({ value: only, site })
}

/** Whether it may do to a schema, and undo, whatever it wants. */
function isUnfollowed({ effects }: DatabaseStep): boolean {
  return effects.some((effect) => {
    if (effect.kind !== 'data') return effect.kind === 'unknown'
    return effect.step.language === 'code' && effect.step.unfollowed.length > 0
  })
}

const isOnSchema = ({ kind }: Effect): boolean => kind !== 'data'

function tablesOf(effect: Effect): readonly string[] {
  if (effect.kind === 'rename table') return [tableKey(effect.before), tableKey(effect.after)]
  return 'table' in effect ? [tableKey(effect.table)] : []
}

/** The tables that SQL names, as they are before all of it and as it leaves them meanwhile. */
class Database {
  readonly before = new KnownSchema()
  readonly #now = new KnownSchema()

  run(given: Given, side: 'sql' | 'reverse_sql'): readonly Effect[] {
    const site = side === 'sql' ? given : backwards(given)
    const effects = runSql(site, side, this.#tables(sqlTables(site)))
    for (const effect of effects) this.#now.apply(effect)
    return effects
  }

  #tables(declared: SqlTables): SqlTables {
    const { schema } = this.#now
    return {
      ...declared,
      table: (name) => {
        const known = schema.tables.get(name)
        return known ? asKnown(known) : this.#learned(declared.table(name))
      },
      index(name) {
        for (const { table, indexes } of schema.tables.values()) {
          const index = indexes.find((each) => each.name === name)
          if (index) return { table, index }
        }
        return declared.index?.(name)
      },
      constraint: (table, name) =>
        schema.tables.get(tableKey(table))?.constraints.find((each) => each.name === name) ??
        declared.constraint?.(table, name),
    }
  }

  /** A table that is made anew is not compared with what it was. */
  doubt(name: string): void {
    if (this.before.schema.tables.has(name)) this.before.doubted.set(name, undefined)
  }

  /** A table that was there before: of its indexes and constraints, only what becomes of others is known. */
  #learned(known: KnownTable | undefined): KnownTable | undefined {
    if (known)
      for (const database of [this.before, this.#now])
        if (!database.schema.tables.has(tableKey(known.table)))
          database.apply({ kind: 'create table', table: known.table, columns: known.columns })
    return known
  }
}

const asKnown = ({ table, columns }: TableOutcome): KnownTable => ({ table, columns: [...columns.values()] })

/** Where an operation is undone: the state goes from what is after it to what was before. */
function backwards(given: Given): Given {
  const { before, after, tables } = given
  return {
    ...given,
    before: after,
    after: before,
    tables: overlaid(tables, originsAfter(runSql(given), tables)),
  }
}
