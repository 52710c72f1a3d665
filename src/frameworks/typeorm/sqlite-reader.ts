import type { SqlReader } from '../../sql/statement.ts'

/**
 * A reader that reads SQLite's `AUTOINCREMENT` too, the one word in what TypeORM writes for SQLite that PostgreSQL's parser
 * does not know: the keys of rows that are gone are not given again (SQLite's manual, "SQLite Autoincrement").
 */
export function withSqlite(reader: SqlReader): SqlReader {
  return {
    read: (sources, context) =>
      reader.read(
        context.dialect === 'sqlite'
          ? sources.map((source) => ({ ...source, text: withoutAutoincrement(source.text) }))
          : sources,
        context,
      ),
  }
}

/** White space in its place, so that all else stays where it is. */
function withoutAutoincrement(text: string): string {
  return text.replace(
    /("[^"]*"|'[^']*'|`[^`]*`)|\bAUTOINCREMENT\b/gi,
    (found, quoted: string | undefined) => quoted ?? ' '.repeat(found.length),
  )
}
