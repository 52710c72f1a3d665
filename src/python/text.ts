/** What Python's `str.isspace` and its argumentless `split` and `strip` hold to be white space. */
const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const leading = new RegExp(`^[${space}]+`)
const trailing = new RegExp(`[${space}]+$`)
const between = new RegExp(`[${space}]+`)

/** The characters of a text as Python counts them. */
export function codePoints(text: string): string[] {
  return [...text]
}

/** `text.strip(characters)` on one side or both; without characters it strips white space. */
export function stripped(
  text: string,
  sides: { left: boolean; right: boolean },
  characters?: string,
): string {
  if (characters === undefined) {
    const after = sides.left ? text.replace(leading, '') : text
    if (!sides.right) return after
    // Found from the end: a pattern that ends in $ takes quadratic time on runs of spaces.
    let end = after.length
    while (end > 0 && trailing.test(after.charAt(end - 1))) end--
    return after.slice(0, end)
  }
  const wanted = new Set(characters)
  const points = codePoints(text)
  let start = 0
  let end = points.length
  if (sides.left) while (start < end && wanted.has(points[start]!)) start++
  if (sides.right) while (end > start && wanted.has(points[end - 1]!)) end--
  return points.slice(start, end).join('')
}

/** `text.split()`: the words between runs of white space. */
export function words(text: string): string[] {
  return text.split(between).filter((word) => word !== '')
}

/** `text.title()`; undefined beyond ASCII. */
export function titled(text: string): string | undefined {
  if (!/^[\0-\x7f]*$/.test(text)) return undefined
  return text.toLowerCase().replace(/[a-z]+/g, (word) => word.slice(0, 1).toUpperCase() + word.slice(1))
}

/**
 * Whether a text's letters have their upper and lower case in JavaScript as they have in Python, whatever
 * versions of Unicode the two know.
 */
export function hasStableCase(text: string): boolean {
  return /^[\0-\u024f]*$/.test(text)
}
