import type { SqlReader } from '../statement.ts'
import { withColumnTypes } from './untyped-columns.ts'

/**
 * A reader that reads of SQLite what PostgreSQL's parser does not know: columns without a type, and `AUTOINCREMENT`, which
 * says no more than that the keys of rows that are gone are not given again (SQLite's manual, "SQLite Autoincrement").
 */
export function withSqlite(reader: SqlReader): SqlReader {
  return {
    read: (sources, context) =>
      reader.read(
        context.dialect === 'sqlite'
          ? sources.map((source) => ({ ...source, text: withColumnTypes(withoutAutoincrement(source.text)) }))
          : sources,
        context,
      ),
  }
}

/** White space in its place. */
function withoutAutoincrement(text: string): string {
  return text.replace(
    /("[^"]*"|'[^']*'|`[^`]*`)|\bAUTOINCREMENT\b/gi,
    (found, quoted: string | undefined) => quoted ?? ' '.repeat(found.length),
  )
}
