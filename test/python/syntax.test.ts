import { describe, expect, test } from 'vitest'
import { normalModule } from '../../src/python/normal-form.ts'
import { placeOf } from '../../src/model/source-place.ts'
import { parse } from './running.ts'

const module = (source: string) => parse(Buffer.from(source))
const body = (source: string) => {
  const read = module(source)
  expect(read.syntaxError).toBeUndefined()
  return read.body
}

describe('statements', () => {
  test.each([
    ['pass', 'Pass'],
    ['import a.b as c, d', 'Import'],
    ['from ..a import (b as c, d,)', 'ImportFrom'],
    ['from __future__ import annotations', 'ImportFrom'],
    ['a = b = 1', 'Assign'],
    ['a: int = 1', 'Assign'],
    ['a: int', 'AnnAssign'],
    ['a += 1', 'AugAssign'],
    ['f()', 'Expr'],
    ['a,', 'Expr'],
    ['if a: b\nelif c: d\nelse: e', 'If'],
    ['while a: b\nelse: c', 'While'],
    ['for a, b in c: d\nelse: e', 'For'],
    ['async def f(): pass', 'FunctionDef'],
    ['@d\n@e(1)\ndef f(a, /, b=1, *c, d, e=2, **f): return 1', 'FunctionDef'],
    ['@d\nclass A(B, metaclass=C): pass', 'ClassDef'],
    ['class A: x = 1; y = 2', 'ClassDef'],
    ['try: a\nexcept (B, C) as d: e\nexcept: f\nelse: g\nfinally: h', 'Try'],
    ['with a as b, c: d', 'With'],
    ['with (a as b, c as d,): e', 'With'],
    ['raise A from b', 'Raise'],
    ['assert a, b', 'Assert'],
    ['del a, b[1], c.d', 'Delete'],
    ['def f():\n    global a\n    nonlocal b', 'FunctionDef'],
    ['match a:\n    case [1, *b] if c: d\n    case _: e', 'Match'],
    ['type A[T] = list[T]', 'OtherStmt'],
    ['def f[T: int, *Ts, **P](a: T) -> T: return a', 'FunctionDef'],
    ['class A[T = int]: pass', 'ClassDef'],
    ['try: a\nexcept* A as b: c', 'Try'],
    ['try: a\nexcept A, B: c', 'Try'],
    ["print 'a', b", 'OtherStmt'],
    ["print >>f, 'a'", 'OtherStmt'],
    ["exec 'a' in b", 'OtherStmt'],
    ['a <> b', 'Expr'],
    ['x = u"a" + ur"b"', 'Assign'],
    ['match = 1', 'Assign'],
    ['type(a).b = 1', 'OtherStmt'],
    ['print(a)', 'Expr'],
  ])('%j', (source, type) => {
    expect(body(source).map((stmt) => stmt.type)).toEqual([type])
  })

  test('of a function, in detail', () => {
    expect(body('def f(a, /, b: int = 1, *c, d, **e): pass')[0]).toMatchObject({
      params: [
        { name: 'a', kind: 'positional-only' },
        { name: 'b', kind: 'positional', default: { value: 1 } },
        { name: 'c', kind: 'args' },
        { name: 'd', kind: 'keyword' },
        { name: 'e', kind: 'kwargs' },
      ],
    })
  })

  test('of a match, with the names that its patterns bind', () => {
    const [stmt] = body(
      'match p:\n    case A(x=b, y=C.D) | {"k": v, **rest}: pass\n    case [1, *_, last] as whole: pass',
    )
    expect(stmt?.type === 'Match' && stmt.cases.map(({ captures }) => [...captures].sort())).toEqual([
      ['b', 'rest', 'v'],
      ['last', 'whole'],
    ])
  })
})

describe('expressions', () => {
  test.each([
    ['a.b', 'Attribute'],
    ['f(1, *a, b=2, **c)', 'Call'],
    ['f(x for x in y)', 'Call'],
    ['[1, *a]', 'List'],
    ['(1,)', 'Tuple'],
    ['1, 2', 'Tuple'],
    ['{1, 2}', 'Set'],
    ['{1: 2, **a}', 'Dict'],
    ['a @ b', 'BinOp'],
    ['not a', 'UnaryOp'],
    ['a and b or c', 'BoolOp'],
    ['a < b is not c not in d', 'Compare'],
    ['a if b else c', 'IfExp'],
    ['lambda a, *b, c=1, **d: a', 'Lambda'],
    ['[a for b in c if d for e in f]', 'ListComp'],
    ['{a for b in c}', 'SetComp'],
    ['(a for b in c)', 'GeneratorExp'],
    ['{a: b for c in d}', 'DictComp'],
    ['a[1]', 'Subscript'],
    ['a[1:2, ::3]', 'Subscript'],
    ['(a := 1)', 'NamedExpr'],
    ['await a', 'OtherExpr'],
    ['(yield from a)', 'OtherExpr'],
    ['...', 'Constant'],
    ['`a`', 'OtherExpr'],
  ])('%s', (source, type) => {
    expect(body(`x = ${source}`)[0]).toMatchObject({ value: { type } })
  })

  test('what the grammar nests otherwise than Python does', () => {
    const same = (one: string, other: string) =>
      expect(normalModule(body(one))).toBe(normalModule(body(other)))
    same('x = a ^ b & c', 'x = a ^ (b & c)')
    same('x = a & b ^ c & d', 'x = (a & b) ^ (c & d)')
    same('x = [*a.b]', 'x = [*(a.b)]')
    same('x = {*f(a)[0]}', 'x = {*(f(a)[0])}')
    same('(a) = 1', 'a = 1')
    same('for (a) in b: c', 'for a in b: c')
    same('del a, b', 'del a, b,')
    same('x = -1 ** 2', 'x = -(1 ** 2)')
    same('x = a[b # : comment\n: c]', 'x = a[b:c]')
  })

  test('names are compared as Python does, in normal form KC', () => {
    expect(body('ﬁ = 1')[0]).toMatchObject({ targets: [{ id: 'fi' }] })
  })
})

describe('what is no Python', () => {
  test.each([
    ['x = [\ny = 1\n', 1, 5, '"[" was never closed'],
    ['x = [migrations.A(]\n', 1, 18, 'invalid syntax'],
    ['x = (1\ny = 2\n', 1, 5, undefined],
    ['a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> branch\n', 2, 1, 'invalid syntax'],
    ['a = 1\nb = = 2\n', 2, 5, 'invalid syntax'],
    ['def f(:\n    pass\n', 1, 7, 'expected ")"'],
    ['if x\n    pass\n', undefined, undefined, 'invalid syntax'],
    ['x = "abc\ny = 1\n', 1, 5, 'invalid syntax'],
    ['x = """abc\n', 1, 5, undefined],
    ['x = 1;;\n', 1, 6, undefined],
    ['😀 = 1\n', 1, 1, undefined],
    ['x = "😀"; y = $\n', 1, undefined, 'invalid syntax'],
  ])('%j', (source, line, column, message) => {
    const read = module(source)
    expect(read.syntaxError).toBeDefined()
    const place = placeOf(read, { path: 'a.py', ...read.syntaxError! })
    if (line !== undefined) expect(place.line).toBe(line)
    if (column !== undefined) expect(place.column).toBe(column)
    if (message !== undefined) expect(read.syntaxError?.message).toBe(message)
  })
})

describe('places', () => {
  test('count UTF-16 units, as editors do', () => {
    const read = module('a = "😀", b\r\nc = 2\n')
    const [first, second] = read.body
    expect(
      first?.type === 'Assign' &&
        first.value.type === 'Tuple' &&
        placeOf(read, { path: '', ...first.value.elts[1]! }),
    ).toMatchObject({ line: 1, column: 11 })
    expect(placeOf(read, { path: '', ...second! })).toMatchObject({ line: 2, column: 1, endColumn: 6 })
  })
})

describe('what would never end', () => {
  test.each([
    ['brackets', `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['operators', `x = ${'1 + '.repeat(10_000)}1`],
    ['attributes', `x = a${'.b'.repeat(10_000)}`],
    ['negations', `x = ${'not '.repeat(10_000)}a`],
    ['branches', `if a: b\n${'elif a: b\n'.repeat(10_000)}`],
    ['open brackets', '['.repeat(10_000)],
  ])('10,000 %s are cut off or refused', (_, source) => {
    const read = module(source)
    expect(read.tooDeep || read.syntaxError !== undefined).toBe(true)
    expect(() => normalModule(read.body)).not.toThrow()
  })

  test('500 of anything are read', () => {
    for (const source of [
      `x = ${'['.repeat(500)}${']'.repeat(500)}`,
      `x = ${'1 + '.repeat(500)}1`,
      `if a: b\n${'elif a: b\n'.repeat(500)}`,
    ]) {
      expect(module(source)).toMatchObject({ tooDeep: false, syntaxError: undefined })
      expect(() => normalModule(module(source).body)).not.toThrow()
    }
  })

  test('a string of five megabytes', () => {
    expect(module(`x = """${'some text\n'.repeat(500_000)}"""`).body).toHaveLength(1)
  })
})
