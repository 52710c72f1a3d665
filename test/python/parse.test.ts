import { beforeAll, describe, expect, test } from 'vitest'
import { normalModule } from '../../src/python/normal-form.ts'
import { loadParser, type ParsePython } from '../../src/python/parse.ts'
import { placeOf } from '../../src/model/source-place.ts'

let parse: ParsePython
beforeAll(async () => {
  parse = await loadParser()
})

const module = (source: string) => parse(Buffer.from(source))
const normal = (source: string) => normalModule(module(source).body)

describe('layout makes no difference', () => {
  test.each([
    ["x = 'a'", 'x = "a"'],
    ['f(a, b,)', 'f(\n    a,\n    b\n)'],
    ['# comment\nx = 1  # more', 'x = 1'],
    ['def f(a: int) -> str:\n    """Doc."""\n    return a', 'def f(a):\n    return a'],
    ['import a\nimport b\na; b', 'import b\nimport a\na; b'],
    ['from m import a, b\nf(a, b)', 'from m import b\nfrom m import a\nf(a, b)'],
    ['import unused\nx = 1', 'x = 1'],
    ['class A(object):\n    y = 1', 'class A:\n    y = 1'],
    ['f(a=1, b=2)', 'f(b=2, a=1)'],
    ["x = u'a'", "x = 'a'"],
    ['x = (1)', 'x = 1'],
    ['x = 1\r\ny = 2\r\n', 'x = 1\ny = 2\n'],
  ])('%j is %j', (one, other) => {
    expect(normal(one)).toBe(normal(other))
  })

  test.each([
    ['x = 1', 'x = 2'],
    ['f(1, 2)', 'f(2, 1)'],
    ['x = [1, 2]', 'x = [2, 1]'],
    ["x = b'a'", "x = 'a'"],
    ['if a:\n    b\nc', 'if a:\n    b\n    c'],
    ['def f(a): return a', 'def f(a, b=1): return a'],
  ])('%j is not %j', (one, other) => {
    expect(normal(one)).not.toBe(normal(other))
  })
})

describe('what is no Python', () => {
  test.each([
    ['x = (1,', 1],
    ['def f(:\n    pass', 1],
    ['x = 1\ny = = 2\n', 2],
  ])('%j', (source, line) => {
    const { syntaxError, ...rest } = module(source)
    expect(syntaxError).toBeDefined()
    expect(placeOf(rest, { path: 'a.py', ...syntaxError! }).line).toBe(line)
  })

  test('bytes that do not decode, and bytes that Python refuses', () => {
    expect(parse(new Uint8Array([0x78, 0x3d, 0xff])).syntaxError?.message).toMatch(/not valid UTF-8/)
    expect(parse(new Uint8Array([0x78, 0x00])).syntaxError?.message).toMatch(/null bytes/)
    expect(parse(Buffer.from('# coding: latin-1\nx = "\xe9"\n', 'latin1')).syntaxError).toBeUndefined()
  })
})

test.each([
  ['brackets', `x = ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['operators', `x = ${'a + '.repeat(20_000)}1`],
])('nesting of 10,000 %s is told, not followed', (_, source) => {
  expect(module(source).tooDeep).toBe(true)
})

test('offsets hold where characters are outside of the basic plane', () => {
  const read = module('a = "😀"\nb = 2\n')
  const [, second] = read.body
  expect(placeOf(read, { path: 'a.py', start: second!.start, end: second!.end })).toMatchObject({
    line: 2,
    column: 1,
  })
})
