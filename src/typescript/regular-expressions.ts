import type { RegexValue } from './value.ts'

/** In how many ways an expression may be tried on a text before it is left alone. */
const most = 2_000_000

/**
 * An expression of a repository, if the ways to match it grow with a power of the text's length at most: no group is
 * repeated and nothing refers back. Undefined for any other.
 */
export function regexValue(source: string, flags: string): RegexValue | undefined {
  if (!/^[gimsu]*$/.test(flags)) return undefined
  const bare = bareSource(source)
  return /\)[*+{]/.test(bare) || bare.includes('\\') ? undefined : { kind: 'regex', source, flags }
}

/** The expression, to be run on a text; undefined where that may take long. */
export function runnable({ source, flags }: RegexValue, text: string): RegExp | undefined {
  const bare = bareSource(source)
  const repeats = bare.match(/[*+{]/g)?.length ?? 0
  const choices = bare.match(/\||[^(]\?/g)?.length ?? 0
  if ((text.length + 1) ** (repeats + 1) * 2 ** choices > most * factorial(repeats + 1)) return undefined
  try {
    return new RegExp(source, flags)
  } catch {
    return undefined
  }
}

/** Escapes and classes of characters as one letter each, so that what is left are groups, choices and repeats. */
function bareSource(source: string): string {
  return source.replaceAll(/\\[^\dk]/g, 'x').replaceAll(/\[\^?[^\]]*\]/g, 'x')
}

function factorial(count: number): number {
  return count < 2 ? 1 : count * factorial(count - 1)
}
