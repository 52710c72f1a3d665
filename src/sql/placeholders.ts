import type { SqlSource } from './statement.ts'

/** `%s`, `%(name)s` and `%%`; a `%` before anything else is one. */
const placeholder = /%(?:s|\([^()]{0,100}\)s|%)/g

/**
 * A text with parameters as the parser reads it, of the same length: `$1` in the place of `%s`. A text that goes to the
 * database as it is stays so.
 */
export function withoutPlaceholders({ text, parameters }: SqlSource): {
  readonly text: string
  /** Whether a parameter, counted from 1, may be NULL. */
  readonly parameter: (number: number) => boolean
} {
  if (parameters === undefined) return { text, parameter: () => true }
  // `$1` to `$9` are as long as `%s`; which is which is remembered by where it stands, in the order of the text.
  const positional = [...text.matchAll(placeholder)].filter(([match]) => match === '%s')
  const allGiven = positional.length <= 9
  let number = 0
  const replaced = text.replaceAll(placeholder, (match) => {
    if (match === '%%') return '% '
    if (match === '%s') number++
    return `$${match === '%s' && allGiven ? number : 0}`.padEnd(match.length)
  })
  return {
    text: replaced,
    parameter: (at) => at < 1 || parameters[at - 1] !== false,
  }
}
