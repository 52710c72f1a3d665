/** What stands before the opening quote of a literal: `r`, `b`, `f`, `t`, `rb`, … in any case. */
export interface StringPrefix {
  readonly raw: boolean
  readonly bytes: boolean
  readonly format: boolean
  /** A template string (PEP 750, Python 3.14): an object, not a string. */
  readonly template: boolean
}

export function stringPrefix(opening: string): StringPrefix {
  const letters = opening.toLowerCase()
  return {
    raw: letters.includes('r'),
    bytes: letters.includes('b'),
    format: letters.includes('f') || letters.includes('t'),
    template: letters.includes('t'),
  }
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

const escape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/gu

/**
 * The text that a literal's content stands for (Python's "String and Bytes literals", section 2.4.1 of the
 * language reference). An escape that Python does not know stays as it is written. Undefined for `\N{…}`,
 * whose names are not known here, and for what Python refuses.
 */
export function unescape(content: string, { raw, bytes }: StringPrefix): string | undefined {
  if (raw || !content.includes('\\')) return content
  const read = { whole: true }
  const unknown = () => {
    read.whole = false
    return ''
  }
  const text = content.replace(escape, (...parts: (string | undefined)[]) => {
    const [whole = '', octal, hex, short, long, other] = parts
    if (octal) {
      const code = parseInt(octal, 8)
      return String.fromCharCode(bytes ? code & 0xff : code)
    }
    if (hex) return String.fromCharCode(parseInt(hex, 16))
    if (bytes && (short || long || other === 'N')) return whole
    if (short) return String.fromCharCode(parseInt(short, 16))
    if (long) {
      const code = parseInt(long, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : unknown()
    }
    if (other === 'N' || other === 'x' || (!bytes && (other === 'u' || other === 'U'))) return unknown()
    return (other !== undefined ? simpleEscapes[other] : undefined) ?? whole
  })
  return read.whole ? text : undefined
}
