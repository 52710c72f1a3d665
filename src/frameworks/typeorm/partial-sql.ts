import type { Effect } from '../../model/schema/effect.ts'
import type { Place } from '../../model/place.ts'
import { textOf, type Value } from '../../typescript/value.ts'

/** How a statement begins that reads or writes rows, and leaves every table as it is. */
const onRows = /^\s*(INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|SELECT|PRAGMA\s+table_info)\b/i

/**
 * Whether SQL of which a part is not known is one statement on rows: what is not known stands for values in it, as long as
 * what is known ends no statement.
 */
export function writesRowsOnly(value: Value): boolean {
  if (value.kind === 'const') return typeof value.value === 'string' && isOnRows([value.value])
  if (value.kind !== 'unresolved') return false
  if (value.pieces) return isOnRows(value.pieces)
  return (
    value.alternatives !== undefined &&
    value.alternatives.length > 0 &&
    value.alternatives.every(writesRowsOnly)
  )
}

/** What is known of a text of SQL, with a parameter wherever a part of it is not; empty where nothing is. */
export function knownText(value: Value | undefined): string {
  if (value?.kind === 'unresolved')
    return [value.pieces ?? [], ...(value.alternatives ?? []).map(knownText)].flat().join('?')
  return textOf(value) ?? ''
}

function isOnRows(pieces: readonly string[]): boolean {
  const last = pieces.at(-1)!.replace(/;\s*$/, '')
  const all = [...pieces.slice(0, -1), last]
  // `SELECT … INTO` makes a table.
  return (
    onRows.test(pieces[0]!) &&
    !all.some((piece) => piece.includes(';') || /^\s*SELECT\b[^]*\bINTO\b/i.test(piece))
  )
}

/** A step on rows of which it is not known which, and what they get. */
export function rowsOnly(value: Value, reason: string | undefined, place: Place): Effect {
  const cause = `the SQL is not known (${reason ?? 'it is worked out when it runs'})`
  return {
    kind: 'data',
    step: {
      // As code that puts its statements together by itself: no schema hangs on it.
      language: 'code',
      name: firstWord(value),
      place,
      writes: [],
      unfollowed: [{ cause, place }],
      uses: [],
      imports: [],
      heedsAlias: true,
    },
  }
}

function firstWord(value: Value): string {
  const text = value.kind === 'unresolved' ? value.pieces?.[0] : textOf(value)
  return /^\s*(\w+)/.exec(text ?? '')?.[1]?.toUpperCase() ?? 'SQL'
}
