import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../model/source-place.ts'
import { isSequence, stringOf, type Origin, type Value } from '../../../python/value.ts'
import { effectsOfStatements } from '../../../sql/effects.ts'
import type { SqlTables } from '../../../sql/statement.ts'
import type { Given } from '../schema/given.ts'
import { parametersOf, readSqlAt, type SqlText } from './sql-text.ts'

/**
 * What the statements of `RunSQL` do to tables and rows: one text of statements, or a list of texts and of pairs of a text
 * and its parameters (`RunSQL._run_sql()`, django/db/migrations/operations/special.py).
 *
 * @param name the argument with the statements
 * @param tables what is known of the database before them
 */
export function runSql(
  given: Given,
  name: 'sql' | 'reverse_sql' = 'sql',
  tables?: SqlTables,
): readonly Effect[] {
  const { operation, migration } = given
  const argument = operation.argument(name)
  const origin = argument?.origin.path === migration.path ? argument.origin : operation.origin
  const sql = argument?.value
  if (isNoop(sql)) return []
  const items = isSequence(sql) ? sql.items : [sql]
  const unknown = (cause: string): Effect => ({
    kind: 'unknown',
    cause,
    place: placeOf(migration.file.module, origin),
  })
  let texts: SqlText[] = []
  const effects: Effect[] = []
  const run = () => {
    if (texts.every(({ text }) => text.trim() === '')) return
    const statements = readSqlAt(texts, given, tables)
    texts = []
    if (statements) effects.push(...effectsOfStatements(statements))
    else effects.push(unknown('SQL is not read here'))
  }
  for (const item of items) {
    const text = item && sqlText(item, origin)
    if (text) texts.push(text)
    else {
      run()
      effects.push(unknown('the text of the SQL is not known'))
    }
  }
  run()
  return effects
}

/** `migrations.RunSQL.noop`: nothing, on purpose. */
export function isNoop(sql: Value | undefined): boolean {
  return sql?.kind === 'reference' && sql.path.endsWith('.RunSQL.noop')
}

function sqlText(item: Value, origin: Origin): SqlText | undefined {
  const [first, parameters] = isSequence(item) ? item.items : [item]
  const text = stringOf(first)
  return text === undefined ? undefined : { text, origin, parameters: parametersOf(parameters) }
}
