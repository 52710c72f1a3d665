import type { Database, DatabaseName } from '../../model/database.ts'
import type { Plan, PlannedMigration, PlannedStep } from '../../model/plan.ts'
import { SchemaReplay } from '../../model/schema/outcome.ts'
import type { SqlReader } from '../../sql/statement.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { constant, textOf, truth, type Value } from '../../typescript/value.ts'
import { typeOfDatabase } from './databases.ts'
import type { TypeOrmMigration } from './migration-file.ts'
import { onlyLooks, type RunnerCall, type RunnerCalls } from './query-runner.ts'
import { Rebuilds } from './rebuilds.ts'
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
  return { plan: migrations.map((migration) => plannedMigration(migration, schema, planning)), schema }
}

function plannedMigration(
  migration: TypeOrmMigration,
  schema: SchemaReplay,
  planning: Planning,
): PlannedMigration {
  const steps: PlannedStep[] = []
  const { up, transaction } = migration.source
  const isReversible = reversible(migration)
  const managing: RunnerCall[] = []
  const rebuilds = new Rebuilds(schema)
  if (up)
    planning.runner.trace(planning.interpreter, up, typeOf(planning), (call) => {
      if (onlyLooks(call)) return answer(call, schema)
      if (call.method.endsWith('Transaction')) {
        managing.push(call)
        return undefined
      }
      const effects = runnerEffects(call, {
        migration,
        schema,
        ...planning,
        dialect: dialectOf(planning.databases),
      })
      const sql = call.method === 'query' ? textOf(call.args[0]) : undefined
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
  return { migration, isAtomic, steps, isUndoneAsWhole: true }
}

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
