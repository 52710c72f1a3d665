import type { Bytes, ConstantValue } from './ast.ts'

/** What stands before the opening quote of a literal, lower case: `r`, `b`, `f`, `rb`, … */
export interface StringPrefix {
  readonly raw: boolean
  readonly bytes: boolean
  readonly format: boolean
}

export function stringPrefix(opening: string): StringPrefix {
  const letters = opening.toLowerCase()
  return { raw: letters.includes('r'), bytes: letters.includes('b'), format: letters.includes('f') }
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

const escape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g

/**
 * The text that a literal's content stands for (Python's "String and Bytes literals", section 2.4.1 of the
 * language reference). An escape that Python does not know stays as it is written, and so does `\N{…}`.
 */
export function unescape(content: string, prefix: StringPrefix): string {
  if (prefix.raw || !content.includes('\\')) return content
  return content.replace(escape, (whole, octal, hex, short, long, other: string | undefined) => {
    const code = octal
      ? parseInt(octal, 8)
      : parseInt(hex ?? (prefix.bytes ? undefined : (short ?? long)), 16)
    if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return (other !== undefined ? simpleEscapes[other] : undefined) ?? whole
  })
}

export function stringConstant(text: string, bytes: boolean): string | Bytes {
  return bytes ? { kind: 'bytes', text } : text
}

/** The value of a number as Python writes it: `0x1F`, `1_000`, `1.5e3`, Python 2's `10L`; undefined for complex. */
export function numberConstant(text: string): ConstantValue | undefined {
  const digits = text.replaceAll('_', '').replace(/[lL]$/, '').toLowerCase()
  if (digits.endsWith('j')) return undefined
  if (/^0[xob]/.test(digits)) return integer(digits)
  if (/^0[0-7]+$/.test(digits)) return integer(`0o${digits.slice(1)}`)
  if (/^[0-9]+$/.test(digits)) return integer(digits)
  const value = Number(digits)
  return Number.isNaN(value) ? undefined : value
}

function integer(digits: string): number | bigint {
  // The limit is generous: a number of a million digits would take quadratic time.
  if (digits.length > 400) return Number.MAX_VALUE
  const value = BigInt(digits)
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value
}
