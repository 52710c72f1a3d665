/** A region of a text, in UTF-16 code units, and what is to stand there. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The bytes of a file with some regions replaced. The regions are those of `text`, which is the file's text with its
 * line ends made plain and without a byte order mark; both stay as they are in the bytes. Undefined where the file is
 * not UTF-8, or does not read as `text`.
 */
export function spliced(bytes: Uint8Array, text: string, splices: readonly Splice[]): Uint8Array | undefined {
  let raw: string
  try {
    raw = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
  const mark = raw.startsWith('\uFEFF') ? 1 : 0
  if (raw.slice(mark).replace(/\r\n?/g, '\n') !== text) return undefined
  const offsetOf = rawOffsets(raw, mark)
  let result = ''
  let at = 0
  for (const splice of splices.toSorted((a, b) => a.start - b.start)) {
    result += raw.slice(at, offsetOf(splice.start)) + splice.text
    at = offsetOf(splice.end)
  }
  return new TextEncoder().encode(result + raw.slice(at))
}

/** An offset of the text with plain line ends -> that of the text as it is. */
function rawOffsets(raw: string, mark: number): (offset: number) => number {
  /** Where a line feed after a carriage return was left out, as offsets of the plain text. */
  const dropped: number[] = []
  for (let at = raw.indexOf('\r\n'); at >= 0; at = raw.indexOf('\r\n', at + 2)) {
    dropped.push(at + 1 - mark - dropped.length)
  }
  return (offset) => {
    let count = 0
    while (count < dropped.length && dropped[count]! <= offset) count++
    return offset + count + mark
  }
}
