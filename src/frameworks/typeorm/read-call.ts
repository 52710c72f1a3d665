import type { Place } from '../../model/place.ts'
import type { Effect } from '../../model/schema/effect.ts'
import type { SchemaReplay } from '../../model/schema/outcome.ts'
import { constant, textOf, type Value } from '../../typescript/value.ts'
import { knownText } from './partial-sql.ts'
import type { TypeOrmMigration } from './migration-file.ts'
import { dialectOf, type Planning } from './planning.ts'
import type { RunnerCall } from './query-runner.ts'
import { rowCopyOf, tablesRead } from './row-copy.ts'
import { placeOfCall, runnerEffects } from './runner-effects.ts'

/** A call of the query runner, with what it does. */
export interface ReadCall {
  readonly place: Place
  /** What `query()` was given, where that is known. */
  readonly sql: string | undefined
  /** The tables whose rows `query()` may ask for, as far as what it was given is known. */
  readonly reads: readonly string[]
  readonly effects: readonly Effect[]
}

/** @param schema what the calls before it have left */
export function readCall(
  call: RunnerCall,
  schema: SchemaReplay,
  migration: TypeOrmMigration,
  planning: Planning,
): ReadCall {
  const dialect = dialectOf(planning.databases)
  return {
    place: placeOfCall(call, { migration, ...planning }),
    sql: call.method === 'query' ? textOf(call.args[0]) : undefined,
    reads: call.method === 'query' ? tablesRead(knownText(call.args[0])) : [],
    effects: runnerEffects(call, { migration, schema, ...planning, dialect }),
  }
}

/**
 * What a call does to a schema, statement by statement, each where it is written. A copy of rows changes nothing but rows,
 * also where it cannot be read any further.
 */
export function asRun({ place, sql, effects }: ReadCall): readonly Effect[] {
  if (sql !== undefined && rowCopyOf(sql)) return []
  return effects.map((effect) => ({ at: place, ...effect }))
}

export function managesTransaction({ method }: RunnerCall): boolean {
  return method.endsWith('Transaction')
}

/** What the query runner says of the database as the migrations before have left it. */
export function answerOf({ method, args }: RunnerCall, { tables, causes }: SchemaReplay): Value | undefined {
  const name = textOf(args[0])?.replace(/^public\./, '')
  if (name === undefined) return undefined
  const table = tables.get(name)
  const isKnown = table !== undefined || causes.size === 0
  if (method === 'hasTable' && isKnown) return constant(table !== undefined)
  const column = textOf(args[1])
  if (method !== 'hasColumn' || !isKnown || column === undefined) return undefined
  const has = table?.columns.has(column) ?? false
  return has || causes.size === 0 ? constant(has) : undefined
}
