import { isSequence, stringOf, type Value } from '../../../python/value.ts'

/**
 * SQL in one line, without comments, for comparison: white space outside of quotes makes no difference. Undefined
 * where that cannot be told: the text is computed, or a backslash may escape a quote.
 */
export function foldedSql(value: Value | undefined): string | undefined {
  if (isSequence(value)) {
    const parts = value.items.map(foldedSql)
    return parts.includes(undefined) ? undefined : JSON.stringify(parts)
  }
  const text = stringOf(value)
  if (text === undefined) return value?.kind === 'const' && value.value === null ? '' : undefined
  return text.includes('\\') ? undefined : folded(text)
}

/** Comments, the quotes of standard SQL and of MySQL, PostgreSQL's dollar quotes, runs of white space. */
const token = /--[^\n]*|\/\*[^]*?\*\/|'[^']*'|"[^"]*"|`[^`]*`|\$(\w*)\$|\s+/g

function folded(sql: string): string {
  let out = ''
  let from = 0
  const plain = (to: number) => {
    out += sql.slice(from, to)
  }
  for (const match of sql.matchAll(token)) {
    if (match.index < from) continue
    plain(match.index)
    const [text, tag] = match
    from = match.index + text.length
    if (tag !== undefined) {
      const closing = sql.indexOf(text, from)
      const end = closing < 0 ? sql.length : closing + text.length
      out += sql.slice(match.index, end)
      from = end
    } else if (/^['"`]/.test(text)) out += text
    else if (!out.endsWith(' ')) out += ' '
  }
  plain(sql.length)
  return out.trim()
}
