import type { Plan, PlannedMigration, PlannedStep } from '../../model/plan.ts'
import type { Effect } from '../../model/schema/effect.ts'
import { KnownSchema, type Doubts } from '../../model/schema/known-schema.ts'
import { SchemaReplay } from '../../model/schema/outcome.ts'
import { undoDifferences } from '../../model/schema/undo.ts'
import { truth } from '../../typescript/value.ts'
import type { TypeOrmMigration } from './migration-file.ts'
import { typeOf, type Planning } from './planning.ts'
import { onlyLooks, type RunnerCall } from './query-runner.ts'
import { answerOf, asRun, managesTransaction, readCall } from './read-call.ts'
import { Rebuilds } from './rebuilds.ts'
import { undoingEffects } from './way-back.ts'

/** What migrations do, and what they leave. */
export interface PlanOutcome {
  readonly plan: Plan
  readonly schema: SchemaReplay
  /** Names of tables of which a statement may not have run: they may be otherwise. */
  readonly doubted: Doubts
  /** Whether the migrations change tables that none of them makes: the database began without them. */
  readonly beganBefore: boolean
}

/** What migrations do to a database, run one after the other on an empty one. */
export function databasePlan(migrations: readonly TypeOrmMigration[], planning: Planning): PlanOutcome {
  const schema = new SchemaReplay()
  const known = new KnownSchema()
  const plan = migrations.map((migration) => plannedMigration(migration, schema, known, planning))
  return {
    plan,
    schema,
    doubted: new Map([...known.loose, ...known.doubted]),
    beganBefore: known.strangers.size > 0,
  }
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
  const isMysql = planning.databases.some(({ name }) => name === 'mysql' || name === 'mariadb')
  const done: Effect[] = []
  if (up)
    planning.runner.trace(planning.interpreter, up, typeOf(planning), (call) => {
      if (onlyLooks(call)) return answerOf(call, schema)
      if (managesTransaction(call)) {
        managing.push(call)
        return undefined
      }
      const read = readCall(call, schema, migration, planning)
      for (const effect of asRun(read)) {
        if (isMysql) known.keepWiderIndexes(effect)
        known.apply(effect)
        done.push(effect)
      }
      steps.push({
        operation: { name: call.method, place: read.place },
        effects: rebuilds.apply(read),
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
        if (left === 'not yet')
          left = undoDifferences(before, done, undoingEffects(before, done, migration, planning))
        return left
      },
    },
  }
}

/** `down` takes back what `up` did where it does anything at all; whether all of it is for a comparison of the two. */
function reversible({ ups, downs }: TypeOrmMigration): boolean | undefined {
  if (ups.length === 0) return true
  return downs !== undefined && downs.length > 0 ? true : false
}
