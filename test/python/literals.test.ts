import { describe, expect, test } from 'vitest'
import type { Expr } from '../../src/python/ast.ts'
import { parse } from './running.ts'

function expression(source: string): Expr {
  const module = parse(Buffer.from(`x = ${source}\n`))
  expect(module.syntaxError).toBeUndefined()
  const [stmt] = module.body
  if (stmt?.type !== 'Assign') throw new Error('no assignment')
  return stmt.value
}

describe('strings', () => {
  test.each([
    [String.raw`'a'`, 'a'],
    [String.raw`"it's"`, "it's"],
    [
      String.raw`'''a
b'''`,
      'a\nb',
    ],
    [String.raw`""`, ''],
    [String.raw`""""""`, ''],
    [String.raw`'\n\t\\\'\"\a\b\f\v\r'`, '\n\t\\\'"\x07\b\f\v\r'],
    [String.raw`'\x41\u00e9\U0001F600\101\0'`, 'Aé😀A\0'],
    [String.raw`'\d\w'`, '\\d\\w'],
    ["'a\\\nb'", 'ab'],
    [String.raw`r'\n\\'`, '\\n\\\\'],
    [String.raw`R"\\"`, '\\\\'],
    [String.raw`u'é'`, 'é'],
    [String.raw`U"é"`, 'é'],
    [String.raw`'a' "b" r'\c'`, 'ab\\c'],
    [
      String.raw`('a'
     # with a comment between
     'b')`,
      'ab',
    ],
    [String.raw`f'a'`, 'a'],
    [String.raw`f'{{}}'`, '{}'],
    [String.raw`f'\x7b\x7b'`, '{{'],
    [String.raw`'{{}}'`, '{{}}'],
    [String.raw`'\ud83d'`, '\ud83d'],
  ])('%s', (source, value) => {
    expect(expression(source)).toMatchObject({ type: 'Constant', value })
  })

  test.each([
    [String.raw`b'\xff\u00e9\101'`, '\xff\\u00e9A'],
    [String.raw`rb'\x00'`, '\\x00'],
    [String.raw`Br'\x00'`, '\\x00'],
    [String.raw`b'a' b'b'`, 'ab'],
  ])('%s', (source, text) => {
    expect(expression(source)).toMatchObject({ type: 'Constant', value: { kind: 'bytes', text } })
  })

  test.each([String.raw`'\N{DASH}'`, String.raw`'a' '\N{DASH}'`, String.raw`f'\N{DASH}{x}'`])(
    '%s is not known: nobody here has the names of characters',
    (source) => {
      expect(expression(source)).toMatchObject({ type: 'OtherExpr', kind: 'string', text: source })
    },
  )
})

describe('f-strings', () => {
  const name = (id: string) => expect.objectContaining({ type: 'Name', id }) as Expr
  test.each([
    ["f'a{x}b'", ['a', { value: name('x'), conversion: '', spec: [] }, 'b']],
    ["f'{x!r}'", [{ value: name('x'), conversion: 'r', spec: [] }]],
    ["f'{x:>10}'", [{ value: name('x'), conversion: '', spec: ['>10'] }]],
    [
      "f'{x!s:>{w}.{p}f}'",
      [
        {
          value: name('x'),
          conversion: 's',
          spec: [
            '>',
            { value: name('w'), conversion: '', spec: [] },
            '.',
            { value: name('p'), conversion: '', spec: [] },
            'f',
          ],
        },
      ],
    ],
    ["f'{x=}'", ['x=', { value: name('x'), conversion: 'r', spec: [] }]],
    ["f'{x = !s}'", ['x = ', { value: name('x'), conversion: 's', spec: [] }]],
    ["f'{x=:>5}'", ['x=', { value: name('x'), conversion: '', spec: ['>5'] }]],
    ["f'{x:=5}'", [{ value: name('x'), conversion: '', spec: ['=5'] }]],
    ["'a' f'{x}' 'b' 'c'", ['a', { value: name('x'), conversion: '', spec: [] }, 'bc']],
    [
      "f'{x}' f'{y}'",
      [
        { value: name('x'), conversion: '', spec: [] },
        { value: name('y'), conversion: '', spec: [] },
      ],
    ],
    ["rf'\\d{x}'", ['\\d', { value: name('x'), conversion: '', spec: [] }]],
    ["f'{{{x}}}'", ['{', { value: name('x'), conversion: '', spec: [] }, '}']],
    ["f'''{\nx\n}'''", [{ value: name('x'), conversion: '', spec: [] }]],
  ])('%s', (source, values) => {
    expect(expression(source)).toMatchObject({ type: 'JoinedStr', values })
  })

  test('nest, with the same quotes too (Python 3.12)', () => {
    expect(expression('f"{a["b"]}{f"{c}"}"')).toMatchObject({
      type: 'JoinedStr',
      values: [{ value: { type: 'Subscript' } }, { value: { type: 'JoinedStr' } }],
    })
  })

  test('template strings are objects, not strings (Python 3.14)', () => {
    expect(expression("t'a{x}'")).toMatchObject({ type: 'OtherExpr', kind: 'template_string' })
  })
})

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['1_000', 1_000],
    ['0x_Ff', 255],
    ['0b101', 5],
    ['0o17', 15],
    ['017', 15],
    ['10L', 10],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['0xFFFFFFFFFFFFFFFF', 18_446_744_073_709_551_615n],
  ])('%s', (source, value) => {
    expect(expression(source)).toMatchObject({ type: 'Constant', value })
  })

  test.each([
    ['1.0', 1],
    ['1.', 1],
    ['.5', 0.5],
    ['1e3', 1_000],
    ['1_0.0_1E-2', 0.1001],
    ['1e999', Infinity],
  ])('%s is a float, also where it looks like an integer', (source, value) => {
    expect(expression(source)).toMatchObject({ type: 'Constant', value: { kind: 'float', value } })
  })

  test.each(['1j', '1.5J', `1${'0'.repeat(10_000)}`])(
    '%.10s… is not read, and kept for comparison',
    (source) => {
      expect(expression(source)).toMatchObject({ type: 'OtherExpr', text: source })
    },
  )
})
