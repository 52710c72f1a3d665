/**
 * Globs over paths from the repository's root. `*` and `?` stay inside a folder's name, `**` crosses folders,
 * `{a,b}` stands for either, `\` takes the next character as it is. A pattern that matches a folder matches
 * everything in it, so `legacy`, `legacy/` and `legacy/**` mean the same.
 *
 * A match takes at most (length of the pattern x length of the path) steps, whatever the two contain.
 */
export type PathMatcher = (path: string) => boolean

/** Alternatives that the braces of one pattern may unfold into. */
const maxAlternatives = 256

/** A matcher for paths that match one of `patterns`. Throws a RangeError that says which pattern is too wide. */
export function compileGlobs(patterns: readonly string[]): PathMatcher {
  const compiled = patterns.flatMap((pattern) => unfoldBraces(pattern).map(toSegments))
  return (path) => {
    const segments = path.split('/')
    return compiled.some((pattern) => matchSegments(pattern, segments))
  }
}

const star = Symbol('*')
const anyCharacter = Symbol('?')

/** A folder's or file's name as characters and wildcards, or any number of folders. */
type Segment = '**' | readonly (string | symbol)[]

function toSegments(pattern: string): readonly Segment[] {
  const names = pattern.split('/').filter((name) => name !== '' && name !== '.')
  const segments = names.map((name) => (name === '**' ? name : tokenize(name)))
  return segments.at(-1) === '**' ? segments : [...segments, '**']
}

function tokenize(name: string): readonly (string | symbol)[] {
  const tokens: (string | symbol)[] = []
  for (let at = 0; at < name.length; at++) {
    const character = name[at]!
    if (character === '\\' && at + 1 < name.length) tokens.push(name[++at]!)
    else if (character === '*') tokens.push(star)
    else if (character === '?') tokens.push(anyCharacter)
    else tokens.push(character)
  }
  return tokens
}

/** `**` among whole segments: the same walk as in `matchName`, one level up. */
function matchSegments(pattern: readonly Segment[], path: readonly string[]): boolean {
  return walk(
    pattern.length,
    path.length,
    (at) => pattern[at] === '**',
    (at, index) => matchName(pattern[at]!, path[index]!),
  )
}

function matchName(tokens: Segment, name: string): boolean {
  return walk(
    tokens.length,
    name.length,
    (at) => tokens[at] === star,
    (at, index) => tokens[at] === anyCharacter || tokens[at] === name[index],
  )
}

/**
 * Matches a pattern with stars against a text, both given as lengths and tests by index. Only the last star
 * is ever taken up again: an earlier one that took more could not reach anything that this one cannot.
 */
function walk(
  patternLength: number,
  textLength: number,
  isStar: (at: number) => boolean,
  equal: (at: number, index: number) => boolean,
): boolean {
  let at = 0
  let index = 0
  let lastStar = -1
  let resume = 0
  while (index < textLength) {
    if (at < patternLength && isStar(at)) {
      lastStar = at++
      resume = index
    } else if (at < patternLength && equal(at, index)) {
      at++
      index++
    } else if (lastStar >= 0) {
      at = lastStar + 1
      index = ++resume
    } else return false
  }
  while (at < patternLength && isStar(at)) at++
  return at === patternLength
}

/** `a{b,c}d` -> `abd`, `acd`; braces may nest. A brace without its partner stands for itself. */
function unfoldBraces(pattern: string): readonly string[] {
  const done: string[] = []
  const open = [pattern]
  while (open.length > 0) {
    const next = open.pop()!
    const alternatives = unfoldFirst(next)
    if (alternatives) open.push(...alternatives.toReversed())
    else done.push(next)
    if (done.length + open.length > maxAlternatives) {
      throw new RangeError(`The braces of the glob "${pattern}" stand for more than ${maxAlternatives} paths`)
    }
  }
  return done
}

function unfoldFirst(pattern: string): readonly string[] | undefined {
  const commas: number[] = []
  let start = -1
  let depth = 0
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]
    if (character === '\\') at++
    else if (character === '{') {
      if (depth++ === 0) start = at
    } else if (character === ',' && depth === 1) commas.push(at)
    else if (character === '}' && depth > 0 && --depth === 0) {
      const bounds = [start, ...commas, at]
      const before = pattern.slice(0, start)
      const after = pattern.slice(at + 1)
      return bounds.slice(1).map((end, index) => before + pattern.slice(bounds[index]! + 1, end) + after)
    }
  }
  return undefined
}
