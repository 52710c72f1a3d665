import type { Effect } from '../../model/schema/effect.ts'
import type { Column, ColumnDefault } from '../../model/schema/table.ts'
import type { SqlContext, SqlReader, SqlSource, SqlStatement } from '../statement.ts'
import type { ColumnDefinition } from './column.ts'
import { translated } from './statement.ts'
import { tokensOf, type Token } from './tokens.ts'
import type { IndexKinds, Translation } from './translation.ts'

/**
 * Reads what changes a schema in the SQL of MySQL and MariaDB, as far as TypeORM's query runner writes it
 * (typeorm 0.3 and 1.1, src/driver/mysql/MysqlQueryRunner.ts) and people write it besides. All else is left to the reader of
 * all databases.
 */
export function withMysql(reader: SqlReader): SqlReader {
  return {
    read: (sources, context) =>
      context.dialect === 'mysql' || context.dialect === 'mariadb'
        ? sources.flatMap((source) => readSource(source, context, reader))
        : reader.read(sources, context),
  }
}

function readSource(source: SqlSource, context: SqlContext, reader: SqlReader): readonly SqlStatement[] {
  const tokens = tokensOf(source.text)
  const translation = tokens && translated(tokens, indexKinds(context))
  if (!translation) {
    // A place is that of the call, wherever in its text.
    return reader.read([tokens ? { ...source, text: withoutMarks(source.text, tokens) } : source], context)
  }
  const standard = translation.statements.map((text) => ({ ...source, text }))
  const statements = reader.read(standard, { ...context, dialect: 'postgresql' })
  if (statements.some(({ effects }) => effects.some(({ kind }) => kind === 'unknown')))
    return reader.read([source], context)
  const [first] = statements
  if (!first) return []
  const isMade = first.effects.some(({ kind }) => kind === 'create table')
  // The indexes of a table that is there already are not made either.
  const done = translation.statements[0]!.startsWith('CREATE TABLE') && !isMade ? [first] : statements
  const effects = merged(done.flatMap((statement) => statement.effects))
  return [{ ...first, effects: effects.map((effect) => asMysql(effect, translation, context)) }]
}

const indexKinds =
  ({ tables }: SqlContext): IndexKinds =>
  (tableName, name) => {
    const table = tables.table(tableName)?.table
    const constraint = table && tables.constraint?.(table, name)
    if (constraint?.kind === 'unique') return 'constraint'
    return table && tables.index?.(name)?.table.identity === table.identity ? 'index' : undefined
  }

/** A text with PostgreSQL's `$1` in the place of each `?`. */
function withoutMarks(text: string, tokens: readonly Token[]): string {
  const marks = tokens.filter(({ kind, value }) => kind === 'sign' && value === '?')
  const ends = [...marks.map(({ start }) => start), text.length]
  const pieces = ends.map((end, index) => text.slice(marks[index - 1]?.end ?? 0, end))
  return pieces.reduce((before, piece, number) => `${before}$${number}${piece}`)
}

/** `MODIFY` changes a column once, whatever there is of it that is another. */
function merged(effects: readonly Effect[]): readonly Effect[] {
  const all: Effect[] = []
  for (const effect of effects) {
    const last = all.at(-1)
    const isMore =
      effect.kind === 'alter column' &&
      last?.kind === 'alter column' &&
      last.after.name === effect.before.name
    if (isMore) all[all.length - 1] = { ...last, after: effect.after }
    else all.push(effect)
  }
  return all
}

/** PostgreSQL's reader leaves out how many digits of a second the time has. */
function withDigits(value: ColumnDefault, { default: written }: ColumnDefinition): ColumnDefault {
  return value.kind === 'database' && written?.startsWith('CURRENT_TIMESTAMP')
    ? { ...value, source: written }
    : value
}

/** What MySQL says otherwise: types by its own names, columns that count, and the tables of indexes. */
function asMysql(effect: Effect, { columns, tables }: Translation, context: SqlContext): Effect {
  const column = (given: Column): Column => {
    const definition = columns.get((given.name ?? given.field).toLowerCase())
    if (!definition) return given
    const { typeSource, counts, onUpdate } = definition
    const own = { ...given, typeSource, onUpdate, default: withDigits(given.default, definition) }
    if (!counts) return own
    return {
      ...own,
      type: given.type && { ...given.type, counts },
      default: { kind: 'database', source: 'nextval(…)', isConstant: false },
    }
  }
  switch (effect.kind) {
    case 'create table':
      return { ...effect, columns: effect.columns.map(column) }
    case 'add column':
      return { ...effect, column: column(effect.column) }
    case 'alter column':
      return { ...effect, after: column(effect.after) }
    case 'drop constraint':
      return { ...effect, keepsIndex: true }
    case 'drop index': {
      const name = tables.get(effect.index.name ?? '')
      const table = name === undefined ? undefined : context.tables.table(name)?.table
      if (!table || table.identity === effect.table.identity) return effect
      return { ...effect, table, index: { name: effect.index.name, columns: [], isUnique: false } }
    }
    default:
      return effect
  }
}
