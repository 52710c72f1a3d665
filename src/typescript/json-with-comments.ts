/** Parses JSON as `tsconfig.json` may have it, with comments and commas after last items; undefined where it is none. */
export function parseJsonWithComments(text: string): unknown {
  try {
    return JSON.parse(withoutComments(text)) as unknown
  } catch {
    return undefined
  }
}

function withoutComments(text: string): string {
  let plain = ''
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    const from = at
    if (text[at] === '"') {
      at = endOfText(text, at)
      plain += text.slice(from, at)
    } else if (text.startsWith('//', at)) at = endOf(text, '\n', at)
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2)
    else if (/[}\]]/.test(text[at]!)) {
      plain = plain.trimEnd().replace(/,$/, '') + text[at++]!
    } else plain += text[at++]!
  }
  return plain
}

function endOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  return found < 0 ? text.length : found + what.length
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return text.length
}
