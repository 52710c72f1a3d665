import type * as LibPgQuery from 'libpg-query'
import type { Node, ParseResult } from 'libpg-query'

/** A statement as PostgreSQL's own parser reads it; offsets are those of the text, without comments before it. */
export interface ParsedStatement {
  readonly start: number
  readonly end: number
  /** Undefined where the parser refuses it. */
  readonly node: Node | undefined
  /** What the parser says of one that it refuses. */
  readonly error?: string
}

/** PostgreSQL's own parser, of version 18, which reads what older ones read. */
export interface PostgresParser {
  statements(text: string): readonly ParsedStatement[]
  /** The body of a `DO` statement or a function in PL/pgSQL, as the JSON of libpg_query; undefined where it is refused. */
  plpgsql(statement: string): unknown
}

/** A statement of a million characters takes a second to read. */
const longest = 1_000_000

/** Loads the parser: WebAssembly, a tenth of a second. */
export async function loadPostgresParser(): Promise<PostgresParser> {
  const library = await import('libpg-query')
  await library.loadModule()
  return {
    statements: (text) => statements(library, text),
    plpgsql(statement) {
      try {
        return library.parsePlPgSQLSync(statement)
      } catch {
        return undefined
      }
    },
  }
}

function statements(library: typeof LibPgQuery, text: string): readonly ParsedStatement[] {
  const whole = { start: skipBlank(text, 0), end: text.length, node: undefined }
  if (whole.start >= text.length) return []
  if (text.length > longest) return [{ ...whole, error: 'it is too long' }]
  if (text.includes('\0')) return [{ ...whole, error: 'it holds a null character' }]
  try {
    return located(text, library.parseSync(text))
  } catch (error) {
    const ends = statementEnds(library, text)
    if (ends.length === 0) return [{ ...whole, error: messageOf(error) }]
    return ends.flatMap((end, index) => alone(library, text, index === 0 ? 0 : ends[index - 1]! + 1, end))
  }
}

/** One statement of a text of which another is not SQL. */
function alone(library: typeof LibPgQuery, text: string, from: number, end: number): ParsedStatement[] {
  const start = skipBlank(text, from)
  if (start >= end) return []
  const own = text.slice(start, end)
  try {
    return located(own, library.parseSync(own)).map((one) => ({
      ...one,
      start: one.start + start,
      end: one.end + start,
    }))
  } catch (error) {
    return [{ start, end: trimEnd(text, start, end), node: undefined, error: messageOf(error) }]
  }
}

/**
 * The offsets of the semicolons that end statements, and of the text's end. None where it cannot be told: the text is
 * not even made of words of SQL, or a function's body of statements (`BEGIN ATOMIC`) is in it.
 */
function statementEnds(library: typeof LibPgQuery, text: string): readonly number[] {
  try {
    const at = offsetsOf(text)
    const { tokens } = library.scanSync(text)
    if (tokens.some((token) => token.text.toUpperCase() === 'ATOMIC')) return []
    return [
      ...tokens.filter((token) => token.tokenName === 'ASCII_59').map((token) => at(token.start)),
      text.length,
    ]
  } catch {
    return []
  }
}

function located(text: string, { stmts = [] }: ParseResult): ParsedStatement[] {
  const at = offsetsOf(text)
  return stmts.map(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    const start = skipBlank(text, at(from))
    const end = length === undefined ? text.length : at(from + length)
    return { start, end: trimEnd(text, start, end), node: stmt }
  })
}

/** From offsets in the UTF-8 of a text to offsets in the text. */
function offsetsOf(text: string): (bytes: number) => number {
  const offsets: number[] = []
  let isAscii = true
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isFirstOfPair = code >= 0xd800 && code < 0xdc00 && index + 1 < text.length
    const length = code < 0x80 ? 1 : code < 0x800 ? 2 : isFirstOfPair ? 4 : 3
    if (length > 1) isAscii = false
    for (let byte = 0; byte < length; byte++) offsets.push(index)
    if (isFirstOfPair) index++
  }
  if (isAscii) return (bytes) => bytes
  return (bytes) => offsets[bytes] ?? text.length
}

/** The next offset that is neither white space nor in a comment. */
export function skipBlank(text: string, from: number): number {
  let at = from
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++
    if (text.startsWith('--', at)) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (text.startsWith('/*', at)) at = commentEnd(text, at)
    else return at
  }
}

/** PostgreSQL's comments may hold comments. */
function commentEnd(text: string, from: number): number {
  let depth = 1
  let at = from + 2
  while (at < text.length && depth > 0) {
    if (text.startsWith('/*', at)) {
      depth++
      at += 2
    } else if (text.startsWith('*/', at)) {
      depth--
      at += 2
    } else at++
  }
  return at
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--
  return at
}

const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13)

function messageOf(error: unknown): string {
  // A text may nest deeper than the JSON of its tree can be read: that error is none of the parser's.
  return error instanceof Error && error.name === 'SqlError' ? error.message : 'it cannot be read'
}
