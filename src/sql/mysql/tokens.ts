/** A word, a quoted name, a text, a number or a sign of MySQL's SQL. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign'
  /** What is within the quotes; a word, a number or a sign as it is written. */
  readonly value: string
  readonly start: number
  readonly end: number
}

/**
 * The tokens of a text, without comments; undefined where it is not sure what a part of it is to MySQL or MariaDB: a
 * backslash in a text, a comment that is carried out, a quote that is not closed ("Lexical structure" of both manuals).
 */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (/\s/.test(char)) {
      at++
      continue
    }
    const comment = commentEnd(text, at)
    if (comment === undefined) return undefined
    if (comment > at) {
      at = comment
      continue
    }
    const token = quoted(text, at) ?? plain(text, at)
    if (token === undefined) return undefined
    tokens.push(token)
    at = token.end
  }
  return tokens
}

/** The end of the comment that begins here, the offset itself where none does; undefined where it is carried out. */
function commentEnd(text: string, at: number): number | undefined {
  if (text[at] === '#' || /^--(\s|$)/.test(text.slice(at, at + 3))) {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end
  }
  if (!text.startsWith('/*', at)) return at
  if (/^\/\*[!+M]/.test(text.slice(at, at + 3))) return undefined
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? undefined : end + 2
}

function quoted(text: string, start: number): Token | undefined {
  const quote = text[start]!
  if (!'\'"`'.includes(quote)) return undefined
  let end = text.indexOf(quote, start + 1)
  while (end >= 0 && text[end + 1] === quote) end = text.indexOf(quote, end + 2)
  if (end < 0) return undefined
  const inner = text.slice(start + 1, end)
  const kind = quote === '`' ? 'name' : 'text'
  if (kind === 'text' && inner.includes('\\')) return undefined
  return { kind, value: inner.replaceAll(quote + quote, quote), start, end: end + 1 }
}

function plain(text: string, start: number): Token | undefined {
  let end = start
  while (end < text.length && /[\w$\u0080-\uffff]/.test(text[end]!)) end++
  if (end === start)
    return '\'"`'.includes(text[start]!)
      ? undefined
      : { kind: 'sign', value: text[start]!, start, end: start + 1 }
  const isNumber = /^\d+$/.test(text.slice(start, end))
  if (isNumber && text[end] === '.')
    do end++
    while (/\d/.test(text[end] ?? ''))
  return { kind: isNumber ? 'number' : 'word', value: text.slice(start, end), start, end }
}
