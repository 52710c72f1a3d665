/** Ranges of code points that terminals show two columns wide (Unicode's East Asian Width W and F, emoji). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
]

/** Columns that visible text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

function characterWidth(character: string): number {
  const codePoint = character.codePointAt(0)!
  if (codePoint < 0x300) return 1
  if (/^[\p{Mn}\p{Me}\u200c\u200d]$/u.test(character)) return 0
  return wide.some(([first, last]) => codePoint >= first && codePoint <= last) ? 2 : 1
}

/**
 * Breaks text at spaces into lines of at most `width` columns, those after the first indented by `hanging`.
 * Line breaks stay, and the indentation of a line. A word that is longer, and anything between backticks (a command to copy, a name), is never
 * broken.
 */
export function wrap(text: string, width: number, hanging = 0): string[] {
  const indent = ' '.repeat(hanging)
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width, hanging).map((part, at) => (at ? indent : '') + part))
}

function wrapLine(text: string, width: number, hanging: number): string[] {
  const lines: string[] = []
  const [indent] = /^ */.exec(text)!
  let line = ''
  let lineWidth = 0
  for (const [index, written] of words(text).entries()) {
    const word = index === 0 ? indent + written : written
    const wordWidth = displayWidth(word)
    const room = lines.length === 0 ? width : width - hanging
    if (line !== '' && lineWidth + 1 + wordWidth > room) {
      lines.push(line)
      line = word
      lineWidth = wordWidth
    } else {
      line = line === '' ? word : `${line} ${word}`
      lineWidth += wordWidth + (lineWidth === 0 ? 0 : 1)
    }
  }
  return [...lines, line]
}

/** Words with what is between backticks kept whole. An odd backtick opens nothing. */
function words(text: string): string[] {
  const parts = text.split('`')
  const closed = parts.length % 2 === 1
  const result: string[] = []
  let glued = ''
  parts.forEach((part, index) => {
    const tick = index === 0 ? '' : '`'
    const isCode = index % 2 === 1 && (closed || index < parts.length - 1)
    const pieces = isCode ? [part] : part.split(' ')
    pieces[0] = glued + tick + pieces[0]!
    glued = pieces.pop()!
    result.push(...pieces)
  })
  return [...result, glued].filter((word) => word !== '')
}
