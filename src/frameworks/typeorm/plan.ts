import type { Database, DatabaseName } from '../../model/database.ts'
import type { Plan, PlannedMigration, PlannedStep } from '../../model/plan.ts'
import type { Effect } from '../../model/schema/effect.ts'
import { KnownSchema } from '../../model/schema/known-schema.ts'
import { SchemaReplay } from '../../model/schema/outcome.ts'
import { undoDifferences } from '../../model/schema/undo.ts'
import type { SqlReader } from '../../sql/statement.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { constant, textOf, truth, type Value } from '../../typescript/value.ts'
import { typeOfDatabase } from './databases.ts'
import type { TypeOrmMigration } from './migration-file.ts'
import { onlyLooks, type RunnerCall, type RunnerCalls } from './query-runner.ts'
import { Rebuilds } from './rebuilds.ts'
import { rowCopyOf } from './row-copy.ts'
import { placeOfCall, runnerEffects } from './runner-effects.ts'

/** What a plan is worked out with. */
export interface Planning {
  readonly interpreter: Interpreter
  readonly runner: RunnerCalls
  /** Undefined where nothing loaded it. */
  readonly sql: SqlReader | undefined
  readonly databases: readonly Database[]
  /** The data source's option `type`, where it is known. */
  readonly type: string | undefined
}

/** What migrations do, and what they leave. */
export interface PlanOutcome {
  readonly plan: Plan
  readonly schema: SchemaReplay
}

/** What migrations do to a database, run one after the other on an empty one. */
export function databasePlan(migrations: readonly TypeOrmMigration[], planning: Planning): PlanOutcome {
  const schema = new SchemaReplay()
  const known = new KnownSchema()
  const plan = migrations.map((migration) => plannedMigration(migration, schema, known, planning))
  return { plan, schema }
}

function plannedMigration(
  migration: TypeOrmMigration,
  schema: SchemaReplay,
  known: KnownSchema,
  planning: Planning,
): PlannedMigration {
  const steps: PlannedStep[] = []
  const { up, transaction } = migration.source
  const isReversible = reversible(migration)
  const managing: RunnerCall[] = []
  const rebuilds = new Rebuilds(schema)
  const before = known.copy()
  const done: Effect[] = []
  if (up)
    planning.runner.trace(planning.interpreter, up, typeOf(planning), (call) => {
      if (onlyLooks(call)) return answer(call, schema)
      if (managesTransaction(call)) {
        managing.push(call)
        return undefined
      }
      const effects = effectsOf(call, { migration, schema, planning })
      const sql = sqlOf(call)
      for (const effect of asRun(effects, sql)) {
        known.apply(effect)
        done.push(effect)
      }
      steps.push({
        operation: { name: call.method, place: placeOfCall(call, { migration, ...planning }) },
        effects: rebuilds.apply(effects, sql),
        isReversible,
      })
      return undefined
    })
  // `all` and `each`, of which `all` is the default, both run it in a transaction unless it says no.
  const declared = transaction === undefined ? true : truth(transaction)
  // One that begins or ends transactions by itself is followed no further.
  const isAtomic = managing.length > 0 ? undefined : declared
  let left: ReturnType<typeof undoDifferences> | 'not yet' = 'not yet'
  return {
    migration,
    isAtomic,
    steps,
    wayBack: {
      get differences() {
        if (left === 'not yet') left = undoDifferences(before, done, undoing(migration, before, done, planning))
        return left
      },
    },
  }
}

/** What `down` does to a database on which `up` was run. */
function undoing(
  migration: TypeOrmMigration,
  before: KnownSchema,
  done: readonly Effect[],
  planning: Planning,
): readonly Effect[] {
  const { schema } = before.copy()
  for (const effect of done) schema.apply(effect)
  const undone: Effect[] = []
  if (migration.source.down)
    planning.runner.trace(planning.interpreter, migration.source.down, typeOf(planning), (call) => {
      if (onlyLooks(call)) return answer(call, schema)
      if (managesTransaction(call)) return undefined
      for (const effect of asRun(effectsOf(call, { migration, schema, planning }), sqlOf(call))) {
        schema.apply(effect)
        undone.push(effect)
      }
      return undefined
    })
  return undone
}

function effectsOf(
  call: RunnerCall,
  {
    migration,
    schema,
    planning,
  }: { readonly migration: TypeOrmMigration; readonly schema: SchemaReplay; readonly planning: Planning },
): readonly Effect[] {
  const at = placeOfCall(call, { migration, ...planning })
  const dialect = dialectOf(planning.databases)
  return runnerEffects(call, { migration, schema, ...planning, dialect }).map((effect) => ({ at, ...effect }))
}

/** A copy of rows changes nothing but rows, also where it cannot be read any further. */
function asRun(effects: readonly Effect[], sql: string | undefined): readonly Effect[] {
  return sql !== undefined && rowCopyOf(sql) ? [] : effects
}

const sqlOf = ({ method, args }: RunnerCall): string | undefined =>
  method === 'query' ? textOf(args[0]) : undefined

const managesTransaction = ({ method }: RunnerCall): boolean => method.endsWith('Transaction')

/** What the query runner says of the database as the migrations before have left it. */
function answer({ method, args }: RunnerCall, { tables, causes }: SchemaReplay): Value | undefined {
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

/** `down` takes back what `up` did where it does anything at all; whether all of it is for a comparison of the two. */
function reversible({ ups, downs }: TypeOrmMigration): boolean | undefined {
  if (ups.length === 0) return true
  return downs !== undefined && downs.length > 0 ? true : false
}

/**
 * What migrations that ask for the database are followed for: PostgreSQL where it may be one of several, or is not known at
 * all, since that is also how SQL is read then.
 */
function typeOf({ databases, type }: Planning): string {
  const [first] = databases
  if (type !== undefined) return type
  const isPostgres = !first || databases.some(({ name }) => name === 'postgresql')
  return typeOfDatabase(isPostgres ? 'postgresql' : first.name)
}

/** The one database that the migrations are for, where there is one. */
function dialectOf(databases: readonly Database[]): DatabaseName | undefined {
  return databases.length === 1 ? databases[0]!.name : undefined
}
