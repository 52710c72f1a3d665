import type { RecordTable } from '../model/project.ts'
import type { AppliedRow } from '../model/applied.ts'

/** The one question that is asked. The names are a framework's own, never a user's. */
export function recordQuery(
  { table, columns }: RecordTable,
  { quote, text }: { readonly quote: '"' | '`'; readonly text: string },
): string {
  const quoted = (name: string): string => `${quote}${name.replaceAll(quote, quote + quote)}${quote}`
  const { app, name, appliedAt, order } = columns
  const asText = (column: string): string => `CAST(${quoted(column)} AS ${text})`
  return (
    `SELECT ${asText(app)} AS app, ${asText(name)} AS name, ${asText(appliedAt)} AS applied_at ` +
    `FROM ${quoted(table)} ORDER BY ${quoted(order)}`
  )
}

/** Rows of that question, in their order. What is no name is left out: a database holds what it likes. */
export function appliedRows(rows: readonly unknown[]): AppliedRow[] {
  return rows.flatMap((row) => {
    const { app, name, applied_at: time } = row as Readonly<Record<string, unknown>>
    if (typeof app !== 'string' || typeof name !== 'string') return []
    return [{ app, name, appliedAt: typeof time === 'string' ? timeOf(time) : undefined }]
  })
}

/**
 * Milliseconds since 1970 of `2024-03-01 10:20:30.123456+00`. Without an offset it is taken for UTC, which may be wrong by
 * as much as time zones differ: see `applied.ts` of the model.
 */
function timeOf(text: string): number | undefined {
  const [, date, time, offset = '+00'] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(text) ?? []
  if (date === undefined) return undefined
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? []
  const at = Date.parse(`${date}T${time}${sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`}`)
  return Number.isNaN(at) ? undefined : at
}
