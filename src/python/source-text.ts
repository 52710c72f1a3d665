/** The text of a Python file, and why Python would not read it: what is wrong, at which offset of the text. */
export interface SourceText {
  readonly text: string
  readonly error?: { readonly message: string; readonly offset: number }
}

/** PEP 263: in the first two lines, the second only after a blank line or a comment. */
const coding = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
const blank = /^[ \t\f]*(#.*)?$/
const mark = '\xef\xbb\xbf'

/**
 * Decodes a source file as Python does: UTF-8, with or without a byte order mark, or what its first two
 * lines declare (PEP 263). Line ends become `\n`, as in Python's tokenizer. Bytes that do not decode and NUL
 * bytes are syntax errors to Python, and so they are here; the text then shows where they are.
 */
export function decodeSource(bytes: Uint8Array): SourceText {
  const nul = bytes.indexOf(0)
  if (nul >= 0) return failed(bytes, nul, 'source code cannot contain null bytes')
  const head = latin1(bytes.subarray(0, 1_000))
  const declared = declaredEncoding(head.startsWith(mark) ? head.slice(mark.length) : head)
  const encoding = declared === undefined ? 'utf-8' : normalized(declared)
  if (head.startsWith(mark) && encoding !== 'utf-8')
    return failed(bytes, 0, `encoding problem: ${declared} with BOM`)
  if (encoding === 'iso-8859-1') return { text: withPlainLines(latin1(bytes)) }
  if (encoding === 'windows-1252')
    return { text: withPlainLines(latin1(bytes).replace(/[\x80-\x9f]/g, windows)) }
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    return failed(bytes, 0, `unknown encoding: ${declared}`)
  }
  try {
    return { text: withPlainLines(decoder.decode(bytes)) }
  } catch {
    return failed(bytes, firstUndecodable(bytes, encoding), `the file is not valid ${declared ?? 'UTF-8'}`)
  }
}

const withPlainLines = (text: string) => text.replace(/\r\n?/g, '\n')

/** Every byte as the character of that number: what the web calls latin1 is another encoding. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return text
}

/** From 0x80 on; Node 20 itself takes windows-1252 for latin-1. */
const windowsOnly = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
const windows = (character: string) => windowsOnly.charAt(character.charCodeAt(0) - 0x80)

function failed(bytes: Uint8Array, at: number, message: string): SourceText {
  const text = withPlainLines(new TextDecoder().decode(bytes))
  // A character that is cut off is not there yet.
  const before = new TextDecoder().decode(bytes.subarray(0, at), { stream: true })
  return { text, error: { message, offset: withPlainLines(before).length } }
}

/** By halves: the longest beginning that decodes ends before the first byte that does not. */
function firstUndecodable(bytes: Uint8Array, encoding: string): number {
  const decodes = (length: number) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream: true })
      return true
    } catch {
      return false
    }
  }
  let [low, high] = [0, bytes.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (decodes(middle)) low = middle
    else high = middle - 1
  }
  return low
}

function declaredEncoding(head: string): string | undefined {
  const [first = '', second = ''] = head.split(/\r\n|\r|\n/, 2)
  return coding.exec(first)?.[1] ?? (blank.test(first) ? coding.exec(second)?.[1] : undefined)
}

/** The web's name of an encoding that Python calls otherwise. */
function normalized(name: string): string {
  const key = name.toLowerCase().replaceAll('_', '-')
  // As `_get_normal_name` of Python's `tokenize`: `utf-8-unix` is what editors write.
  if (/^(utf-?8|u8)(-|$)/.test(key) || key === 'ascii' || key === 'us-ascii') return 'utf-8'
  if (/^(latin-?1|l1|iso-?8859-1|iso-latin-1)(-|$)/.test(key)) return 'iso-8859-1'
  return /^cp\d+$/.test(key) ? key.replace('cp', 'windows-') : key
}
