import type { Node } from 'libpg-query'
import type { Place } from '../../model/place.ts'
import type { Effect } from '../../model/schema/effect.ts'
import type { Write } from '../../model/schema/data-step.ts'
import { withoutPlaceholders } from '../placeholders.ts'
import { standardText } from '../standard-text.ts'
import type { SqlReader, SqlSource, SqlStatement } from '../statement.ts'
import { WorkingTables } from '../working-tables.ts'
import { calledForEffect } from './calls.ts'
import { readBlock, type InnerStatement } from './do-block.ts'
import { meansSameEverywhere } from './same-everywhere.ts'
import { as } from './node.ts'
import { skipBlank, type ParsedStatement, type PostgresParser } from './parser.ts'
import { schemaEffects } from './schema.ts'
import { writesOf, type RowContext } from './writes.ts'

/** What one text is read with. */
interface Reading extends RowContext {
  readonly parser: PostgresParser
}

/** Reads SQL with PostgreSQL's own parser. */
export function postgresReader(parser: PostgresParser): SqlReader {
  return {
    read(sources, context) {
      const tables = new WorkingTables(context)
      const dialect = context.dialect ?? 'postgresql'
      return sources.flatMap((source) => {
        const { text: given, parameter } = withoutPlaceholders(source)
        if (dialect === 'sqlite' && isHarmlessPragma(given)) return []
        const standard = dialect === 'postgresql' ? { text: given } : standardText(given, dialect)
        if ('doubt' in standard) return [notRead(source, standard.doubt)]
        const { text } = standard
        const reading = { parser, tables, parameter, dialect }
        return parser.statements(text).map((parsed) => readStatement(source, text, parsed, reading))
      })
    },
  }
}

/** Statements that look at a schema, or turn checks on and off for a connection ("PRAGMA Statements" of SQLite). */
function isHarmlessPragma(text: string): boolean {
  return /^\s*PRAGMA\s+(foreign_keys|defer_foreign_keys|foreign_key_check|legacy_alter_table|table_x?info|index_list|foreign_key_list)\b[^;]*;?\s*$/i.test(
    text,
  )
}

function notRead(source: SqlSource, doubt: string): SqlStatement {
  const start = skipBlank(source.text, 0)
  const place = source.place(start, source.text.trimEnd().length)
  const effects = [unknown(`the SQL cannot be read (${doubt})`, place)]
  return { name: firstWords(source.text.slice(start)), place, ...nothing(effects) }
}

function readStatement(
  source: SqlSource,
  text: string,
  { start, end, node, error }: ParsedStatement,
  reading: Reading,
): SqlStatement {
  const place = source.place(start, end)
  const own = text.slice(start, end)
  const read = node
    ? readNode(node, own, place, 'once', reading)
    : nothing([unknown(`the SQL cannot be read (${error ?? 'no statement'})`, place)])
  return { name: firstWords(source.text.slice(start, end)), place, ...read }
}

type Read = Pick<SqlStatement, 'effects' | 'writes' | 'unfollowed'>

const nothing = (effects: readonly Effect[]): Read => ({ effects, writes: [], unfollowed: [] })
const unknown = (cause: string, place: Place): Effect => ({ kind: 'unknown', cause, place })

function readNode(
  node: Node,
  text: string,
  place: Place,
  runs: InnerStatement['runs'],
  reading: Reading,
): Read {
  if (reading.dialect !== 'postgresql' && !meansSameEverywhere(node))
    return nothing([unknown('what this statement does is not known', place)])
  if (as(node, 'DoStmt')) return readDo(node, text, place, reading)
  const writes = writesOf(node, reading)
  if (writes) {
    const called = as(node, 'SelectStmt') && calledForEffect(node)
    const into = as(node, 'SelectStmt')?.intoClause?.rel
    const made: Effect[] = into
      ? [{ kind: 'create table', table: reading.tables.make(into), columns: [], isUnsure: true, at: place }]
      : []
    return {
      effects: [...made, ...emptied(node, reading, place)],
      writes: writes.map((write) => placed(write, place, runs)),
      unfollowed:
        called === undefined ? [] : [{ cause: `what the function \`${called}\` does is not known`, place }],
    }
  }
  const effects = schemaEffects(node, reading.tables)
  if (!effects) return nothing([unknown('what this statement does is not known', place)])
  const isUnsure = runs !== 'once'
  return nothing(effects.map((effect) => ({ ...effect, ...(isUnsure && { isUnsure }), at: place })))
}

/** The tables of a `TRUNCATE`. */
function emptied(node: Node, { tables }: Reading, at: Place): readonly Effect[] {
  return (as(node, 'TruncateStmt')?.relations ?? []).map((relation) => {
    const { table } = tables.get(as(relation, 'RangeVar') ?? {})
    return { kind: 'empty table', table, at }
  })
}

/** In a loop, or where it is not sure to run, a statement reaches it is not known which rows. */
function placed(write: Omit<Write, 'place' | 'how'>, place: Place, runs: InnerStatement['runs']): Write {
  const how = runs === 'in a loop' ? 'in batches' : 'one statement'
  return { ...write, rows: runs === 'once' ? write.rows : 'some', how, place }
}

/** The statements of a block, each as if it stood alone: what may do harm is told even where it may not run. */
function readDo(node: Node, text: string, place: Place, reading: Reading): Read {
  const block = readBlock(node, text, reading.parser)
  if (!block) return nothing([unknown('what is in this `DO` block cannot be read', place)])
  const reads = block.statements.map((inner): Read => {
    const [parsed] = reading.parser.statements(inner.text)
    return parsed?.node
      ? readNode(parsed.node, inner.text, place, inner.runs, reading)
      : nothing([unknown('a statement of this `DO` block cannot be read', place)])
  })
  const causes = block.unfollowed.map((cause) => unknown(cause, place))
  return {
    effects: [...reads.flatMap(({ effects }) => effects), ...causes],
    writes: reads.flatMap(({ writes }) => writes),
    unfollowed: reads.flatMap(({ unfollowed }) => unfollowed),
  }
}

/** What messages call a statement: its first line without line breaks, and not too long. */
function firstWords(statement: string): string {
  const words = statement.slice(0, 200).split(/\s+/).slice(0, 4).join(' ')
  return words.length > 60 ? `${words.slice(0, 59)}…` : words
}
