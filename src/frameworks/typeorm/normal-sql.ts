/** SQL without comments and with one space wherever there is white space, but for what is within quotes. */
export function normalSql(text: string): string {
  let out = ''
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    const end = endOfQuoted(text, at) ?? endOfDollar(text, at)
    if (end !== undefined) {
      out += text.slice(at, end)
      at = end
    } else if (text.startsWith('--', at)) {
      const line = text.indexOf('\n', at)
      at = line < 0 ? text.length : line
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2)
      at = close < 0 ? text.length : close + 2
      if (!out.endsWith(' ')) out += ' '
    } else if (/\s/.test(char)) {
      if (!out.endsWith(' ')) out += ' '
      at++
    } else {
      out += char
      at++
    }
  }
  return out.trim().replace(/ ?;$/, '')
}

/** The end of a quoted text or name that begins here; one that is not closed goes on to the end. */
function endOfQuoted(text: string, at: number): number | undefined {
  const quote = text[at]!
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined
  const close = text.indexOf(quote, at + 1)
  return close < 0 ? text.length : close + 1
}

/** The end of PostgreSQL's `$tag$ … $tag$`. */
function endOfDollar(text: string, at: number): number | undefined {
  if (text[at] !== '$') return undefined
  const tag = /^\$(?:[A-Za-z_]\w{0,62})?\$/.exec(text.slice(at, at + 66))?.[0]
  if (tag === undefined) return undefined
  const close = text.indexOf(tag, at + tag.length)
  return close < 0 ? text.length : close + tag.length
}
