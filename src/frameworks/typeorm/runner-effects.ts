import type { DatabaseName } from '../../model/database.ts'
import type { Place } from '../../model/place.ts'
import { placeOf } from '../../model/source-place.ts'
import type { Effect } from '../../model/schema/effect.ts'
import type { SchemaReplay, TableOutcome } from '../../model/schema/outcome.ts'
import { effectsOfStatements } from '../../sql/effects.ts'
import type { KnownTable, SqlContext, SqlReader, SqlSource } from '../../sql/statement.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import { textOf } from '../../typescript/value.ts'
import { onMysql } from './mysql-methods.ts'
import { app, unresolvedIn, type TypeOrmMigration } from './migration-file.ts'
import type { RunnerCall } from './query-runner.ts'
import { rowsOnly, writesRowsOnly } from './partial-sql.ts'
import { sqlOfCall } from './runner-sql.ts'

/** Where a call of the query runner comes. */
export interface CallContext {
  readonly migration: TypeOrmMigration
  /** What the calls before it have left. */
  readonly schema: SchemaReplay
  readonly interpreter: Interpreter
  readonly sql: SqlReader | undefined
  readonly dialect: DatabaseName | undefined
}

/** What a call of the query runner does to the database, in order. */
export function runnerEffects(call: RunnerCall, context: CallContext): readonly Effect[] {
  const place = placeOfCall(call, context)
  const unknown = (cause: string): readonly Effect[] => [{ kind: 'unknown', cause, place }]
  const { method, args } = call
  if (method === 'query') {
    const text = textOf(args[0])
    if (text !== undefined) {
      const effects = read([readableText(text, context.dialect)], context.dialect, place, call, context)
      // What a database has of its own in a statement on rows changes no table all the same.
      const isRowsOnly = effects.some(({ kind }) => kind === 'unknown') && writesRowsOnly(args[0]!)
      return isRowsOnly ? [rowsOnly(args[0]!, 'it cannot be read', place)] : effects
    }
    const [part] = args[0] ? unresolvedIn(args[0]) : []
    if (args[0] && writesRowsOnly(args[0])) return [rowsOnly(args[0], part?.reason, place)]
    return unknown(`the SQL is not known (${part?.reason ?? 'it is worked out when it runs'})`)
  }
  const texts = sqlOfCall(call)
  // What stands for a method's SQL is PostgreSQL's, whatever the database is.
  if (texts) {
    const effects = read(texts, undefined, place, call, context)
    return isMysql(context) ? onMysql(effects, call) : effects
  }
  if (method === 'changeColumn')
    return changeColumn(call, place, context) ?? unknown('the column that it changes is not known')
  return unknown(
    method === ''
      ? 'the query runner is handed to code that is not followed'
      : `what \`${method}()\` does is not known`,
  )
}

const isMysql = ({ dialect }: CallContext): boolean => dialect === 'mysql' || dialect === 'mariadb'

/** `user` is a name like any other but to PostgreSQL, whose parser reads the SQL of all databases. */
function readableText(text: string, dialect: DatabaseName | undefined): string {
  if (dialect === undefined || dialect === 'postgresql') return text
  return text.replaceAll(
    /(?<=\b(?:TABLE|EXISTS|INTO|FROM|UPDATE|JOIN|REFERENCES)\s)user\b(?!\s*\.)/gi,
    dialect === 'sqlite' || dialect === 'oracle' ? '"user"' : '`user`',
  )
}

/**
 * Where the type or the length differs, the query runner drops the column and adds another one of that name, empty
 * (typeorm 0.3 and 1.1, src/driver/postgres/PostgresQueryRunner.ts, `changeColumn()`; those of MySQL and others do so too).
 */
function changeColumn(call: RunnerCall, place: Place, context: CallContext): readonly Effect[] | undefined {
  const [table, from, to] = call.args
  const name = textOf(table)
  const old = textOf(from)
  const known =
    name === undefined || old === undefined ? undefined : context.schema.tables.get(name)?.columns.get(old)
  const added = sqlOfCall({ ...call, method: 'addColumn', args: [table!, to!] })
  if (!known || !added) return undefined
  const effects = read(added, undefined, place, call, context)
  const [effect] = isMysql(context) ? onMysql(effects, call) : effects
  if (effect?.kind !== 'add column') return undefined
  const { column } = effect
  const sameType = known.typeSource === column.typeSource && known.type !== undefined
  if (sameType)
    return [
      {
        kind: 'alter column',
        table: effect.table,
        before: known,
        after: column,
        oneOff: undefined,
        keepsNulls: true,
      },
    ]
  return [{ kind: 'drop column', table: effect.table, column: known }, effect]
}

function read(
  texts: readonly string[],
  dialect: DatabaseName | undefined,
  place: Place,
  call: RunnerCall,
  context: CallContext,
): readonly Effect[] {
  const { sql } = context
  if (!sql) return [{ kind: 'unknown', cause: 'SQL was not read', place }]
  const sources: readonly SqlSource[] = texts.map((text) => ({ text, place: () => place }))
  const effects = effectsOfStatements(sql.read(sources, sqlContext(dialect, context)))
  return call.doubts.length === 0 ? effects : effects.map(maybe)
}

/** What is not sure to run reaches it is not known which rows. */
function maybe(effect: Effect): Effect {
  if (effect.kind !== 'data') return { ...effect, isUnsure: true }
  const writes = effect.step.writes.map((write) => ({ ...write, rows: 'some' as const }))
  return { ...effect, step: { ...effect.step, writes } }
}

function sqlContext(dialect: DatabaseName | undefined, { migration, schema }: CallContext): SqlContext {
  const { tables } = schema
  const known = (found: TableOutcome | undefined): KnownTable | undefined =>
    found && { table: found.table, columns: [...found.columns.values()] }
  return {
    dialect,
    app,
    migration: migration.id,
    tables: {
      table: (name) => known(tables.get(name)),
      index(name) {
        for (const { table, indexes } of tables.values()) {
          const index = indexes.find((each) => isSameName(each.name, name, dialect))
          if (index) return { table, index }
        }
        return undefined
      },
      constraint: (table, name) =>
        tables.get(table.name ?? table.label)?.constraints.find((each) => each.name === name),
    },
  }
}

/** SQLite does not heed the case of names (its manual, "SQL As Understood By SQLite"). */
function isSameName(one: string | undefined, other: string, dialect: DatabaseName | undefined): boolean {
  return one === other || (dialect === 'sqlite' && one?.toLowerCase() === other.toLowerCase())
}

export function placeOfCall(
  { origin }: RunnerCall,
  { migration, interpreter }: Pick<CallContext, 'migration' | 'interpreter'>,
): Place {
  const file = interpreter.modules.parse(origin.path)
  return file ? placeOf(file, origin) : migration.place
}
