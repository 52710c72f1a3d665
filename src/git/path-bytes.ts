/*
 * File names are bytes. In a tree's paths they are text: bytes that are not UTF-8 stand as lone surrogates,
 * byte 0xE9 as U+DCE9, so that every name has one text and every text one name (Python's `surrogateescape`,
 * PEP 383).
 */

const replacement = '\uFFFD'
const escapeBase = 0xdc00

/** Splits output of a `-z` command at its zero bytes, each record decoded. */
export function records(output: Buffer): string[] {
  const text = output.toString('utf8')
  const parts = text.includes(replacement) ? splitBytes(output).map(decodePath) : text.split('\0')
  if (parts.at(-1) === '') parts.pop()
  return parts
}

/** Bytes -> a path's text. */
export function decodePath(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  if (!text.includes(replacement)) return text
  let path = ''
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at)
    path +=
      length === 0 ? String.fromCharCode(escapeBase + bytes[at]!) : bytes.toString('utf8', at, at + length)
    at += length || 1
  }
  return path
}

/** A path's text -> its bytes; the text itself where it holds nothing but Unicode. */
export function encodePath(path: string): string | Buffer {
  if (!/[\uDC80-\uDCFF]/u.test(path)) return path
  return Buffer.concat(
    [...path].map((character) => {
      const code = character.codePointAt(0)!
      const escaped = code >= escapeBase + 0x80 && code <= escapeBase + 0xff
      return escaped ? Buffer.from([code - escapeBase]) : Buffer.from(character, 'utf8')
    }),
  )
}

/** How many bytes the UTF-8 sequence at `at` has; 0 where there is none (RFC 3629, section 4). */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return 1
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : 4
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0
  const text = bytes.toString('utf8', at, at + length)
  return Buffer.byteLength(text) === length && Buffer.from(text).equals(bytes.subarray(at, at + length))
    ? length
    : 0
}

function splitBytes(output: Buffer): Buffer[] {
  const parts: Buffer[] = []
  let from = 0
  for (let zero = output.indexOf(0); zero >= 0; zero = output.indexOf(0, from)) {
    parts.push(output.subarray(from, zero))
    from = zero + 1
  }
  parts.push(output.subarray(from))
  return parts
}
