import type { DatabaseName } from '../model/database.ts'

/** A text of another database as PostgreSQL's parser reads it, of the same length; or why it cannot be read so. */
export type StandardText = { readonly text: string } | { readonly doubt: string }

/** What a character that opens a literal means to a database. */
interface Quotes {
  /** Characters around names, besides double quotes: the opening and the closing one. */
  readonly names: Readonly<Record<string, string>>
  /** Whether double quotes are around text. */
  readonly doubleIsText: boolean
  /** Whether a backslash may take the meaning of the quote after it. */
  readonly hasEscapes: boolean
  /** Whether `#` opens a comment. */
  readonly hashComments: boolean
}

const plain: Quotes = { names: {}, doubleIsText: false, hasEscapes: false, hashComments: false }
const mysql: Quotes = { names: { '`': '`' }, doubleIsText: true, hasEscapes: true, hashComments: true }

const quotes: Readonly<Record<Exclude<DatabaseName, 'postgresql'>, Quotes>> = {
  mysql,
  mariadb: mysql,
  sqlite: { ...plain, names: { '`': '`', '[': ']' } },
  oracle: plain,
}

/** Words that open a body of statements, which only its database can read. */
const bodies = /^(begin|declare|procedure|function|trigger|delimiter|execute)$/i

/**
 * Writes the literals, names and comments of a text as PostgreSQL does. Every character is looked at once.
 */
export function standardText(text: string, dialect: Exclude<DatabaseName, 'postgresql'>): StandardText {
  const own = quotes[dialect]
  let out = ''
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    const closing = own.names[char] ?? (char === "'" || char === '"' ? char : undefined)
    if (closing !== undefined) {
      const end = closingAt(text, at + 1, closing)
      if (end < 0) return { doubt: 'a quote is not closed' }
      const inner = text.slice(at + 1, end)
      const isText = char === "'" || (char === '"' && own.doubleIsText)
      const quote = isText ? "'" : '"'
      if (isText && own.hasEscapes && inner.includes('\\')) return { doubt: 'a text holds a backslash' }
      if (char !== quote && (inner.includes(quote) || inner.includes(closing)))
        return { doubt: 'a quote is within quotes of another kind' }
      out += `${quote}${inner}${quote}`
      at = end + 1
      continue
    }
    const end = commentAt(text, at, own)
    if (end > at) {
      const comment = text.slice(at, end)
      if (/^\/\*[!+M]/.test(comment)) return { doubt: 'a comment is carried out' }
      out += ' '.repeat(comment.length)
      at = end
      continue
    }
    const word = wordAt(text, at)
    if (bodies.test(word)) return { doubt: `what follows \`${word}\` is not read` }
    out += word === '' ? char : word
    at += Math.max(word.length, 1)
  }
  return { text: out }
}

/** The offset of a closing quote; two of them are one of the text. */
function closingAt(text: string, from: number, closing: string): number {
  let at = text.indexOf(closing, from)
  while (at >= 0 && text[at + 1] === closing) at = text.indexOf(closing, at + 2)
  return at
}

/** The end of the comment that begins here; the offset itself where none does. */
function commentAt(text: string, at: number, { hashComments }: Quotes): number {
  if (text.startsWith('--', at) || (hashComments && text[at] === '#')) {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end
  }
  if (!text.startsWith('/*', at)) return at
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? text.length : end + 2
}

function wordAt(text: string, from: number): string {
  let at = from
  while (at < text.length && /[\w$]/.test(text[at]!)) at++
  return text.slice(from, at)
}
