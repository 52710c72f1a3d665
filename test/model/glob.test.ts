import { describe, expect, test } from 'vitest'
import { compileGlobs } from '../../src/model/glob.ts'
import { seedOf } from '../seed.ts'

const cases: readonly [pattern: string, matches: readonly string[], misses: readonly string[]][] = [
  ['shop/models.py', ['shop/models.py'], ['shop/models_py', 'a/shop/models.py', 'shop/models.py2']],
  ['legacy', ['legacy', 'legacy/a.py', 'legacy/b/c.py'], ['legacy2/a.py', 'a/legacy/b.py']],
  ['legacy/', ['legacy/a.py'], ['legacy2/a.py']],
  ['./legacy/**', ['legacy/a.py', 'legacy/b/c.py'], ['legac/a.py']],
  ['*/migrations/*.py', ['shop/migrations/0001.py'], ['a/b/migrations/0001.py', 'shop/migrations/x.txt']],
  ['**/migrations', ['migrations/a.py', 'a/b/migrations/0001.py'], ['a/migration/x.py']],
  ['**/000?_*.py', ['a/0001_initial.py', '0002_x.py'], ['a/0011_x.py']],
  ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z'], ['a/b/y', 'b/z']],
  ['**/a/**/b/c', ['a/b/c', 'x/a/y/b/b/c', 'a/b/a/b/c'], ['a/c', 'b/c']],
  ['{shop,blog}/m{odels,igrations}', ['shop/models', 'blog/migrations/1'], ['shop/m', 'news/models']],
  ['a{b,c{d,e}}f', ['abf', 'acdf', 'acef'], ['acf', 'a']],
  ['a{b', ['a{b'], ['ab']],
  ['\\*\\{a,b\\}', ['*{a,b}'], ['xa', '*a']],
  ['a[b]?.py', ['a[b]c.py'], ['abc.py']],
  ['*', ['a', 'a/b'], []],
]

describe('compileGlobs', () => {
  test.each(cases)('%s', (pattern, matches, misses) => {
    const match = compileGlobs([pattern])
    expect(matches.filter((path) => !match(path))).toEqual([])
    expect(misses.filter((path) => match(path))).toEqual([])
  })

  test('several patterns are alternatives, none match nothing', () => {
    expect(compileGlobs(['a', 'b'])('b/c')).toBe(true)
    expect(compileGlobs([])('b/c')).toBe(false)
  })

  test('patterns that make backtracking matchers hang are answered at once', () => {
    const started = performance.now()
    expect(compileGlobs(['*a'.repeat(50) + 'b'])('a'.repeat(5000))).toBe(false)
    expect(compileGlobs(['**/a/'.repeat(50) + 'b'])('a/'.repeat(2000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('braces that unfold into thousands are refused', () => {
    expect(() => compileGlobs(['{a,b}'.repeat(20)])).toThrow(RangeError)
    expect(() => compileGlobs(['{'.repeat(5000)])).not.toThrow()
  })

  test('agrees with a plain reading of the definition on random names', () => {
    const seed = seedOf('globs', 1_204_418_806)
    let state = seed
    const random = (limit: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return (state >> 8) % limit
    }
    const text = (alphabet: string) =>
      Array.from({ length: random(7) }, () => alphabet[random(alphabet.length)]).join('')
    for (let round = 0; round < 3000; round++) {
      const pattern = 'x' + text('ab*?')
      const name = 'x' + text('ab')
      expect(compileGlobs([pattern])(name), `seed ${seed}: ${pattern} on ${name}`).toBe(plain(pattern, name))
    }
  })
})

/** `*` as any rest, tried one by one: too slow for use, too plain to be wrong. */
function plain(pattern: string, name: string): boolean {
  const [wanted, ...patternTail] = pattern
  const [given, ...nameTail] = name
  const [restOfPattern, restOfName] = [patternTail.join(''), nameTail.join('')]
  if (wanted === undefined) return given === undefined
  if (wanted === '*') return plain(restOfPattern, name) || (given !== undefined && plain(pattern, restOfName))
  return given !== undefined && (wanted === '?' || wanted === given) && plain(restOfPattern, restOfName)
}
