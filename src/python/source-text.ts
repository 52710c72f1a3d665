/** The text of a Python file, or why Python would not read it. */
export type SourceText = { readonly text: string } | { readonly error: string; readonly line: number }

const coding = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/

/**
 * Decodes a source file as Python does: UTF-8, with or without a byte order mark, or what its first two
 * lines declare (PEP 263). Line ends become `\n`, as in Python's tokenizer. Bytes that do not decode and NUL
 * bytes are syntax errors to Python, and so they are here.
 */
export function decodeSource(bytes: Uint8Array): SourceText {
  const nul = bytes.indexOf(0)
  if (nul >= 0) return { error: 'source code cannot contain null bytes', line: lineOf(bytes, nul) }
  const declared = declaredEncoding(bytes)
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(declared ?? 'utf-8', { fatal: true })
  } catch {
    return { error: `unknown encoding: ${declared}`, line: 1 }
  }
  try {
    return { text: decoder.decode(bytes).replace(/\r\n?/g, '\n') }
  } catch {
    return { error: `the file is not valid ${declared ?? 'UTF-8'}`, line: 1 }
  }
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 400)).split(/\r\n|\r|\n/, 2)
  for (const line of head) {
    const name = coding.exec(line)?.[1]
    if (name) return aliases[name.toLowerCase().replaceAll('_', '-')] ?? name
    if (!/^[ \t\f\xef\xbb\xbf]*(#.*)?$/.test(line)) return undefined
  }
  return undefined
}

/** Python's names for encodings that the web's registry calls otherwise. */
const aliases: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-8-sig': 'utf-8',
  'latin-1': 'latin1',
  latin1: 'latin1',
  ascii: 'utf-8',
  cp1252: 'windows-1252',
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let i = 0; i < offset; i++) if (bytes[i] === 10) line++
  return line
}
