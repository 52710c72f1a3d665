import type { Database, DatabaseName } from '../../model/database.ts'
import type { SqlReader } from '../../sql/statement.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { typeOfDatabase } from './databases.ts'
import type { RunnerCalls } from './query-runner.ts'

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

/** The one database that the migrations are for, where there is one. */
export function dialectOf(databases: readonly Database[]): DatabaseName | undefined {
  return databases.length === 1 ? databases[0]!.name : undefined
}

/**
 * What migrations that ask for the database are followed for: PostgreSQL where it may be one of several, or is not known at
 * all, since that is also how SQL is read then.
 */
export function typeOf({ databases, type }: Pick<Planning, 'databases' | 'type'>): string {
  const [first] = databases
  if (type !== undefined) return type
  const isPostgres = !first || databases.some(({ name }) => name === 'postgresql')
  return typeOfDatabase(isPostgres ? 'postgresql' : first.name)
}
