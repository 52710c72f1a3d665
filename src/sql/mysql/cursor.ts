import type { Token } from './tokens.ts'

/** Thrown within this folder alone, where a statement is none of those that are read without doubt. */
export class Doubt extends Error {}

/** PostgreSQL's parser cuts longer names. */
const longestName = 63

/** Goes over the tokens of a statement. */
export class Cursor {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** Whether these words or signs come next; then they are taken. */
  take(...words: readonly string[]): boolean {
    const isNext = words.every((word, index) => {
      const token = this.#tokens[this.#at + index]
      return (token?.kind === 'word' || token?.kind === 'sign') && token.value.toUpperCase() === word
    })
    if (isNext) this.#at += words.length
    return isNext
  }

  /** Whether the statement ends here; then its semicolons are taken. */
  takeEnd(): boolean {
    const from = this.#at
    while (this.take(';')) continue
    return this.#at > from
  }

  /** The first of some words that comes next, taken. */
  takeOneOf(words: readonly string[]): string | undefined {
    return words.find((word) => this.take(word))
  }

  expect(...words: readonly string[]): void {
    if (!this.take(...words)) throw new Doubt(words.join(' '))
  }

  /** Whatever token comes next. */
  next(): Token {
    const token = this.#tokens[this.#at++]
    if (!token) throw new Doubt('the end')
    return token
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  /** Whether a name in quotes, or a word, comes next. */
  get isAtName(): boolean {
    const kind = this.peek()?.kind
    return kind === 'name' || kind === 'word'
  }

  name(): string {
    const { kind, value } = this.next()
    if (kind !== 'name' && kind !== 'word') throw new Doubt('a name')
    if (new TextEncoder().encode(value).length > longestName) throw new Doubt('a long name')
    return value
  }

  /** A table's name, with that of its database where one is written. */
  table(): readonly string[] {
    const first = this.name()
    return this.take('.') ? [first, this.name()] : [first]
  }

  /** The tokens within brackets that open here, without the brackets. */
  brackets(): readonly Token[] {
    this.expect('(')
    const from = this.#at
    for (let depth = 1; depth > 0;) {
      const { kind, value } = this.next()
      if (kind === 'sign' && value === '(') depth++
      if (kind === 'sign' && value === ')') depth--
    }
    return this.#tokens.slice(from, this.#at - 1)
  }
}

/** The parts between commas, without those within brackets. */
export function parts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'sign' && token.value === '(') depth++
    if (token.kind === 'sign' && token.value === ')') depth--
    if (depth === 0 && token.kind === 'sign' && token.value === ',') found.push([])
    else found.at(-1)!.push(token)
  }
  return found
}

/** A name as PostgreSQL quotes it. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const quotedTable = (names: readonly string[]): string => names.map(quotedName).join('.')

/** The name that a table is given: it stays in its database. */
export function plainName(names: readonly string[]): string {
  if (names.length > 1) throw new Doubt('another database')
  return names[0]!
}

/** Tokens as PostgreSQL writes them. */
export function written(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => {
      const next = tokens[index + 1]
      // Signs that stand together may be one operator.
      const isTogether = token.kind === 'sign' && next?.kind === 'sign' && next.start === token.end
      return `${writtenToken(token)}${isTogether ? '' : ' '}`
    })
    .join('')
    .trim()
}

function writtenToken({ kind, value }: Token): string {
  if (kind === 'name') return quotedName(value)
  if (kind === 'text') return `'${value.replaceAll("'", "''")}'`
  return value
}
