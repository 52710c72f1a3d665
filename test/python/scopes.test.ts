import { describe, expect, test } from 'vitest'
import { shown } from './running.ts'

/** Each: a program, and what `x` is in the end. `U` is not known. */
function holds(cases: readonly (readonly [source: string, expected: string])[]): void {
  test.each(cases)('%s', (source, expected) => {
    expect(shown(source)).toBe(expected)
  })
}

describe('names', () => {
  holds([
    ['a = 1\ndef f():\n    return a\na = 2\nx = f()', '2'],
    ['a = 1\ndef f():\n    a = 2\n    return a\nx = (f(), a)', '(2, 1,)'],
    ['a = 1\ndef f():\n    b = a\n    a = 2\n    return b\nx = f()', '?'],
    ['a = 1\ndef f():\n    global a\n    a = 2\nf()\nx = a', '2'],
    [
      'def f():\n    a = 1\n    def g():\n        nonlocal a\n        a = 2\n    g()\n    return a\nx = f()',
      '2',
    ],
    ['def f(a):\n    def g():\n        return a\n    return g\nx = f(3)()', '3'],
    ['a = 1\nclass A:\n    a = 2\n    b = a\n    def f():\n        return a\nx = (A.b, A.f())', '(2, 1,)'],
    [
      'a = 1\nclass A:\n    a = 2\n    b = [a for _ in [0]]\n    c = [y for y in [a]]\nx = (A.b, A.c)',
      '([1], [2],)',
    ],
    ['a = 5\nx = [a for a in [1, 2]] + [a]', '[1, 2, 5]'],
    ['x = [f() for f in [lambda: i for i in range(3)]]', '[2, 2, 2]'],
    ['x = [f() for f in [lambda i=i: i for i in range(3)]]', '[0, 1, 2]'],
    ['[b := a for a in [1, 2]]\nx = b', '2'],
    ['len = lambda y: 7\nx = len([])', '7'],
    ['def str(y):\n    return "own"\nx = str(1)', '"own"'],
    ['a = 1\ndel a\nx = a', '?'],
    ['x = undefined', '?'],
    ['x = print', 'builtins.print'],
    ['a = 1\nexec("a = 2")\nx = a', '?'],
    ['globals()["a"] = 1\nx = a', '1'],
    ['a = 1\nglobals().update(a=2)\nx = a', '?'],
    ['from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    x = 1\nelse:\n    x = 2', '2'],
    ['if (y := 3) > 2:\n    x = y', '3'],
  ])
})

describe('functions', () => {
  holds([
    ['def f(a, b=2, *c, d=4, **e):\n    return (a, b, c, d, e)\nx = f(1)', '(1, 2, (), 4, {},)'],
    [
      'def f(a, b=2, *c, d=4, **e):\n    return (a, b, c, d, e)\nx = f(1, 3, 5, d=6, z=7)',
      '(1, 3, (5,), 6, {"z": 7},)',
    ],
    ['def f(a, b):\n    return [a, b]\nx = f(*[1], **{"b": 2})', '[1, 2]'],
    ['def f(a):\n    return a\nx = f()', '?'],
    ['def f(a):\n    return a\nx = f(1, 2)', '?'],
    ['def f(a):\n    return a\nx = f(1, a=2)', '?'],
    ['def f(a, /):\n    return a\nx = f(a=1)', '?'],
    ['def f(a):\n    return a\nx = f(b=1)', '?'],
    ['def f(y, acc=[]):\n    acc.append(y)\n    return acc\nf(1)\nx = f(2)', '[1, 2]'],
    ['a = 1\ndef f(b=a):\n    return b\na = 2\nx = f()', '1'],
    ['def f():\n    pass\nx = f()', 'None'],
    ['def f(n):\n    return 1 if n == 0 else n * f(n - 1)\nx = f(5)', '120'],
    ['def f():\n    yield 1\nx = f()', '?'],
    ['async def f():\n    return 1\nx = f()', '?'],
    ['@cache\ndef f():\n    return 1\nx = f()', '?'],
    ['def f():\n    raise ValueError\nx = 1\ntry:\n    x = f()\nexcept ValueError:\n    pass', '1'],
    ['def f(y):\n    if U:\n        return 1\n    return 2\nx = f(0)', '?'],
    ['def f(y):\n    if U:\n        raise ValueError\n    return 2\nx = f(0)', '2'],
    ['def f(y):\n    for i in y:\n        if i > 1:\n            return i\nx = f([1, 2, 3])', '2'],
    ['x = (lambda a, *b, c=3: (a, b, c))(1, 2)', '(1, (2,), 3,)'],
    ['def f(y):\n    y.append(2)\nx = [1]\nf(x)', '[1, 2]'],
    ['def f(y):\n    y = [2]\nx = [1]\nf(x)', '[1]'],
  ])
})

describe('classes', () => {
  holds([
    ['class A:\n    y = 1\nclass B(A):\n    pass\nx = B.y', '1'],
    [
      'class A:\n    y = 1\nclass B(A):\n    pass\nclass C(A):\n    y = 2\nclass D(B, C):\n    pass\nx = D.y',
      '2',
    ],
    ['class A:\n    y = 1\nclass B(A):\n    y = A.y + 1\nx = (A.y, B.y)', '(1, 2,)'],
    ['from lib import Base\nclass M:\n    y = 1\nclass A(Base, M):\n    pass\nx = A.y', '?'],
    ['from lib import Base\nclass M:\n    y = 1\nclass A(M, Base):\n    pass\nx = A.y', '1'],
    ['class A:\n    y = []\nA.y.append(1)\nx = A.y', '[1]'],
    ['class A:\n    y = 1\nA.y = 2\nx = A.y', '2'],
    ['class A:\n    y = 1\nif U:\n    A.y = 2\nx = A.y', '?'],
    ['class A:\n    y = 1\nsetattr(A, "y", 2)\nx = A.y', '2'],
    ['class A:\n    y = 1\nsetattr(A, U, 2)\nx = A.y', '?'],
    ['class A:\n    y = 1\ndel A.y\nx = A.y', '?'],
    ['from enum import Enum\nclass A(Enum):\n    y = 1\nx = A.y', 'A.y'],
    ['@decorator\nclass A:\n    y = 1\nx = A.y', '?'],
    ['class A(metaclass=M):\n    y = 1\nx = A.y', '?'],
    [
      'REGISTRY = []\ndef register(c):\n    REGISTRY.append(c)\n    return c\n@register\nclass A:\n    pass\nx = REGISTRY',
      '[A]',
    ],
    [
      'class A:\n    all = []\n    def add(self, y):\n        self.all.append(y)\nA().add(1)\nx = A.all',
      '[...]',
    ],
    ['class A:\n    def __init__(self):\n        A.y = 1\n    y = 0\nA()\nx = A.y', '?'],
  ])
})
