/**
 * What must not reach a terminal as it is: C0 and C1 controls and DEL (escape sequences, line breaks), the
 * characters that reorder text (Unicode's bidirectional controls, as in CVE-2021-42574), separators that some
 * terminals break lines at, characters that nobody can see, and lone surrogates.
 */
const hidden =
  // eslint-disable-next-line no-control-regex -- these are what it is about
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * `text` on one line, with everything written out that a terminal would act on or a reader could not see.
 * Every string that stems from the repository passes here before it is printed. A byte of a path that is not
 * UTF-8 (U+DC80 to U+DCFF, see `FileTree`) is shown as that byte.
 */
export function visible(text: string): string {
  return text.replace(hidden, (character) => short[character] ?? codeOf(character.codePointAt(0)!))
}

function codeOf(codePoint: number): string {
  if (codePoint >= 0xdc80 && codePoint <= 0xdcff) return hex('\\x', codePoint - 0xdc00, 2)
  if (codePoint < 0x100) return hex('\\x', codePoint, 2)
  return codePoint < 0x10000 ? hex('\\u', codePoint, 4) : `\\u{${codePoint.toString(16)}}`
}

function hex(prefix: string, value: number, digits: number): string {
  return prefix + value.toString(16).padStart(digits, '0')
}

/**
 * Text that goes to a log that may be a CI runner's. A line that starts with `::` is a command to GitHub's
 * runner, `##[`, `##vso[` and `##teamcity[` are commands anywhere in a line to older GitHub runners, Azure
 * Pipelines and TeamCity. A space takes their meaning away.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([ \t]*):(?=:)/gm, '$1: ').replace(/##(?=[a-z]{0,20}\[)/gi, '# #')
}
