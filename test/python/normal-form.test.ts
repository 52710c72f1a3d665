import { describe, expect, test } from 'vitest'
import { canonical } from '../../src/python/canonical.ts'
import { meaningOf, textOf } from '../../src/python/meaning.ts'
import { normalModule } from '../../src/python/normal-form.ts'
import { parse, valueOf } from './running.ts'

const normal = (source: string) => {
  const module = parse(Buffer.from(source))
  expect(module.syntaxError).toBeUndefined()
  return normalModule(module.body)
}

describe('what formatters and linters do makes no difference', () => {
  test.each([
    ['quotes', `x = 'it' + "a"`, `x = "it" + 'a'`],
    [
      'line breaks and trailing commas',
      'f(a, [b], {c: d})',
      'f(\n    a,\n    [\n        b,\n    ],\n    {\n        c: d,\n    },\n)',
    ],
    ['parentheses', 'x = (a + b) if (c) else (d)', 'x = a + b if c else d'],
    ['parentheses around several lines', "x = ('a'\n     'b')", "x = 'ab'"],
    ['joined f-strings', "x = f'{a}b' 'c'", "x = f'{a}bc'"],
    ['line continuations', 'x = a + \\\n    b', 'x = a + b'],
    ['comments', '# a\nx = [  # b\n    1,\n]\n', 'x = [1]'],
    ['blank lines and line ends', 'x = 1\r\n\r\n\r\ny = 2\r\n', 'x = 1\ny = 2'],
    ['indentation', 'if a:\n  b\n', 'if a:\n        b\n'],
    ['one line or several', 'if a: b; c', 'if a:\n    b\n    c'],
    [
      'docstrings',
      '"""Doc."""\nclass A:\n    """Doc."""\n    def f(self):\n        "Doc."\n        return 1',
      'class A:\n    def f(self):\n        return 1',
    ],
    [
      'annotations',
      'x: int = 1\ndef f(a: int, *b: str, c: "D" = 1) -> None:\n    y: int\n    return a',
      'x = 1\ndef f(a, *b, c=1):\n    return a',
    ],
    [
      'the order of imports',
      'import b\nimport a\nfrom d import e\nfrom c import f\na, b, e, f',
      'from c import f\nfrom d import e\nimport a, b\na, b, e, f',
    ],
    ['imports merged', 'from a import b\nfrom a import c\nb, c', 'from a import (\n    c,\n    b,\n)\nb, c'],
    ['imports that nothing uses', 'import os, a\nfrom b import c\na', 'import a\na'],
    ['imports moved to the top', 'x = 1\nimport a\na', 'import a\nx = 1\na'],
    [
      'imports sorted in a function',
      'def f():\n    import b\n    import a\n    return a, b',
      'def f():\n    import a\n    import b\n    return a, b',
    ],
    ['from __future__', 'from __future__ import unicode_literals\nx = 1', 'x = 1'],
    ['the base `object`', 'class A(object): pass', 'class A: pass'],
    ['empty parentheses', 'class A(): pass', 'class A: pass'],
    ["u''", "x = u'é'", "x = 'é'"],
    ['the order of keyword arguments', 'f(1, b=2, a=3)', 'f(1, a=3, b=2)'],
    ['how numbers are written', 'x = 0xFF + 1_000 + 1.50 + 1E3', 'x = 255 + 1000 + 1.5 + 1000.0'],
    ['how strings are escaped', String.raw`x = '\x41\u00e9'`, "x = 'Aé'"],
    ['pass', 'def f():\n    pass\n    return 1', 'def f():\n    return 1'],
    ['a bare return', 'def f():\n    return', 'def f():\n    return None'],
    [
      'match, laid out otherwise',
      'match a:\n    case {"b": [c,  *d]}:  # e\n        f',
      "match (a):\n    case { 'b' : [c, *d] }:\n        f",
    ],
    ['type parameters', 'def f[T](a: T) -> T: return a', 'def f(a): return a'],
  ])('%s', (_, one, other) => {
    expect(normal(one)).toBe(normal(other))
  })
})

describe('what makes a difference', () => {
  test.each([
    ['an integer and a float', 'x = 1', 'x = 1.0'],
    ['two floats', 'x = 0.5', 'x = 0.7'],
    ['two large integers', 'x = 9007199254740993', 'x = 9007199254740992'],
    ['None and a string', 'x = None', "x = 'None'"],
    ['a tuple and its item', 'x = a,', 'x = a'],
    ['a list and a tuple', 'x = [a]', 'x = (a,)'],
    ['the order of statements', 'f()\ng()', 'g()\nf()'],
    ['what stands in a block', 'for a in b:\n    c\nd', 'for a in b:\n    c\n    d'],
    ['else of a loop', 'for a in b:\n    c\nelse:\n    d', 'for a in b:\n    c\nd'],
    ['async', 'async def f(): pass', 'def f(): pass'],
    ['async for', 'async def f():\n    async for a in b: c', 'async def f():\n    for a in b: c'],
    ['async with', 'async def f():\n    async with a: c', 'async def f():\n    with a: c'],
    [
      'async comprehensions',
      'async def f():\n    [a async for a in b]',
      'async def f():\n    [a for a in b]',
    ],
    ['yield from', 'def f():\n    yield from a', 'def f():\n    yield a'],
    ['except*', 'try: a\nexcept* B: c', 'try: a\nexcept B: c'],
    ['operators', 'x = a & b ^ c', 'x = (a ^ b) & c'],
    ['chained comparisons', 'x = a < b < c', 'x = (a < b) < c'],
    ['f-string and string', "x = f'{a}'", "x = '{a}'"],
    ['the format of a field', "x = f'{a:>{b}}'", "x = f'{a:>{c}}'"],
    ['the conversion of a field', "x = f'{a!r}'", "x = f'{a}'"],
    ['braces that are escaped', "x = f'{{a}}'", "x = f'{a}'"],
    ['a default', 'def f(a=1): pass', 'def f(a=2): pass'],
    ['positional-only', 'def f(a, /): pass', 'def f(a): pass'],
    ['keyword-only', 'def f(*, a): pass', 'def f(a): pass'],
    ['a decorator', '@d\ndef f(): pass', 'def f(): pass'],
    ['a base', 'class A(B): pass', 'class A(C): pass'],
    ['a metaclass', 'class A(metaclass=B): pass', 'class A: pass'],
    ['what an import brings', 'from a import b\nb', 'from c import b\nb'],
    ['an alias', 'from a import b as c\nc', 'from a import d as c\nc'],
    ['how far up an import goes', 'from . import b\nb', 'from .. import b\nb'],
    ['import *', 'from a import *', 'from b import *'],
    ['the order of ** arguments', 'f(**a, **b)', 'f(**b, **a)'],
    ['the order of a dict', 'x = {a: b, **c}', 'x = {**c, a: b}'],
    ['slices', 'x = a[1:]', 'x = a[:1]'],
    ['slices and items', 'x = a[1:2]', 'x = a[1, 2]'],
    ['the pattern of a case', 'match a:\n    case B(c=1): d', 'match a:\n    case B(c=2): d'],
    ['the guard of a case', 'match a:\n    case b if c: d', 'match a:\n    case b: d'],
    ['global and nonlocal', 'def f():\n    global a', 'def f():\n    nonlocal a'],
    ['raise from', 'raise a from b', 'raise a'],
    ['del', 'del a, b', 'del a'],
    ['type aliases', 'type A = int', 'type A = str'],
    ["Python 2's print", "print 'a'", "print 'b'"],
    ['the names of characters', String.raw`x = '\N{DASH}'`, String.raw`x = '\N{BULLET}'`],
    ['template strings', "x = t'{a}'", "x = f'{a}'"],
    ['complex numbers', 'x = 1j', 'x = 2j'],
  ])('%s', (_, one, other) => {
    expect(normal(one)).not.toBe(normal(other))
  })
})

describe('values', () => {
  const text = (source: string) =>
    canonical(valueOf(source) ?? { kind: 'const', value: null }, {
      looksInto: () => true,
      alias: () => undefined,
    })
  test.each([
    ['x = f(1, b=2, a=3)', 'x = f(1, a=3, b=2)', true],
    ['x = [1] + [2]', 'x = [1, 2]', true],
    ["x = b'a'", "x = 'a'", true],
    ['x = {2, 1}', 'x = {1, 2}', true],
    ['x = 0.5', 'x = 0.7', false],
    ['x = 1.0', 'x = 1', false],
    ['x = True', 'x = 1', false],
    ['x = None', "x = 'None'", false],
    ['x = [1, 2]', 'x = [2, 1]', false],
    ['x = (1,)', 'x = [1]', false],
    ['x = zip([1], [2])', 'x = zip([1], [3])', false],
    ['x = (a for a in [1])', 'x = (a for a in [2])', false],
    ['x = {"a": 1}.items()', 'x = {"a": 2}.items()', false],
    ['x = [1]\nif U:\n    x.append(2)', 'x = [1]\nif V:\n    x.append(2)', false],
    ['x = [1]\nif U:\n    x.append(2)', 'x = [1]\nif U:\n    x.append(3)', false],
    ['if U:\n    x = 2', 'if U:\n    x = 3', false],
    ['x = lambda: 1', 'x = lambda: 2', false],
  ])('%j and %j', (one, other, same) => {
    expect(text(one) === text(other)).toBe(same)
  })
})

describe('the meaning of a function', () => {
  const meaning = (source: string) => {
    const value = valueOf(source, 'f')
    if (value?.kind !== 'function' && value?.kind !== 'class') throw new Error('no function')
    return textOf(meaningOf(value))
  }
  test.each([
    [
      'its helper',
      'def g():\n    return 1\ndef f():\n    return g()',
      'def g():\n    return 2\ndef f():\n    return g()',
      false,
    ],
    [
      "its helper's helper",
      'def h():\n    return 1\ndef g():\n    return h()\ndef f():\n    g()',
      'def h():\n    return 2\ndef g():\n    return h()\ndef f():\n    g()',
      false,
    ],
    ['a constant', 'A = 1\ndef f():\n    return A', 'A = 2\ndef f():\n    return A', false],
    [
      'a constant unpacked',
      'A, B = 1, 2\ndef f():\n    return B',
      'A, B = 1, 3\ndef f():\n    return B',
      false,
    ],
    [
      'a constant under a condition',
      'if U:\n    A = 1\ndef f():\n    return A',
      'if U:\n    A = 2\ndef f():\n    return A',
      false,
    ],
    [
      'an item that is set',
      'A = {}\nA["a"] = 1\ndef f():\n    return A',
      'A = {}\nA["a"] = 2\ndef f():\n    return A',
      false,
    ],
    [
      'an item that is appended',
      'A = []\nA.append(1)\ndef f():\n    return A',
      'A = []\nA.append(2)\ndef f():\n    return A',
      false,
    ],
    [
      'what is added in place',
      'A = []\nA += [1]\ndef f():\n    return A',
      'A = []\nA += [2]\ndef f():\n    return A',
      false,
    ],
    ['what it does not use', 'A = 1\ndef f():\n    return 2', 'A = 3\ndef f():\n    return 2', true],
    ['its name', 'def f():\n    return 1', 'def g():\n    return 1\nf = g', true],
    [
      'functions that call each other',
      'def g():\n    f()\ndef f():\n    g()',
      'def g():\n    f()\ndef f():\n    g()',
      true,
    ],
  ])('hangs on %s', (_, one, other, same) => {
    expect(meaning(one) === meaning(other)).toBe(same)
  })
})
