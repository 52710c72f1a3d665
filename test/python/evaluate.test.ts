import { beforeAll, describe, expect, test } from 'vitest'
import { canonical } from '../../src/python/canonical.ts'
import { Interpreter } from '../../src/python/interpreter.ts'
import { modulesOf } from '../../src/python/modules.ts'
import { loadParser, type ParsePython } from '../../src/python/parse.ts'
import type { Value } from '../../src/python/value.ts'
import { textTree } from '../support/text-tree.ts'

let parse: ParsePython
beforeAll(async () => {
  parse = await loadParser()
})

/** The value of `x` after running through a module, beside other files. */
function valueOf(source: string, files: Readonly<Record<string, string>> = {}): Value | undefined {
  const tree = textTree(new Map(Object.entries({ 'app/main.py': source, ...files })))
  const interpreter = new Interpreter(modulesOf(tree, parse, new Map()))
  const scope = interpreter.module('app/main.py')
  return scope && interpreter.lookup('x', scope)
}

function shown(source: string, files?: Readonly<Record<string, string>>): string {
  const value = valueOf(source, files)
  if (!value) return 'nothing'
  if (value.kind === 'unresolved') return `unresolved: ${value.reason}`
  return canonical(value, { looksInto: () => false, alias: () => undefined })
}

describe('what is known', () => {
  test.each([
    ['x = 1 + 2 * 3', '7'],
    ['x = "a" "b"', '"ab"'],
    ['x = [1] + [2]', '[1,2]'],
    ['x = []\nx += [1]\nx.append(2)\nx.extend([3])', '[1,2,3]'],
    ['a = [1]\nx = a\na.append(2)', '[1,2]'],
    ['x = [i * 2 for i in range(4) if i % 2]', '[2,6]'],
    ['x = {k: v for k, v in [("a", 1)]}', '{"a":1}'],
    ['x = f"{1 + 1}-{"b"}"', '"2-b"'],
    ['x = "%s/%d" % ("a", 3)', '"a/3"'],
    ['x = "{}-{n}".format("a", n=2)', '"a-2"'],
    ['x = 1 if "a" in "cat" else 2', '1'],
    ['def f(a, b=2, *c, d=4):\n    return [a, b, c, d]\nx = f(1, 3, 5, d=6)', '[1,3,(5,),6]'],
    ['class A:\n    y = 3\nclass B(A):\n    pass\nx = B.y', '3'],
    ['if False:\n    x = 1\nelse:\n    x = 2', '2'],
    ['x = 0\nfor i in (1, 2, 3):\n    x += i', '6'],
    ['from django.db import models\nx = models.CharField', 'django.db.models.CharField'],
    ['from django.db.models import Q\nx = ~Q(a=1)', 'operator.~(django.db.models.Q(a=1))'],
  ])('%s', (source, expected) => {
    expect(shown(source)).toBe(expected)
  })

  test('imports of the repository are followed', () => {
    const files = {
      'app/__init__.py': '',
      'app/one.py': 'from .two import *\nfrom app.two import B as C\n',
      'app/two.py': 'A = 1\nB = 2\n_hidden = 3\n',
    }
    expect(shown('from .one import A, C\nx = [A, C]', files)).toBe('[1,2]')
    expect(shown('import app.two\nx = app.two.B', files)).toBe('2')
    expect(shown('from . import two\nx = two.A', files)).toBe('1')
  })
})

describe('what is not known', () => {
  test.each([
    ['import os\nx = os.environ.get("A") or 1'],
    ['from django.conf import settings\nif settings.DEBUG:\n    x = 1\nelse:\n    x = 2'],
    ['x = [1][unknown]'],
    ['x = -[1]'],
    ['def f():\n    yield 1\nx = f()'],
  ])('%s', (source) => {
    expect(shown(source)).not.toMatch(/^[\d"[]/)
  })

  test('a list that a branch may have added to is known in its other part', () => {
    const value = valueOf('from django.conf import settings\nx = [1]\nif settings.A:\n    x += [2]')
    expect(value?.kind).toBe('list')
    expect(value?.kind === 'list' && value.items.map((item) => item.kind)).toEqual(['const', 'unresolved'])
  })

  test('an entry that was set is not passed over', () => {
    expect(shown('x = {"a": 1}\nx["a"] = 2')).toBe('{"a":2}')
  })
})

describe('reading ends', () => {
  test.each([
    ['a string of a billion characters', 'x = "a" * 10 ** 9'],
    ['a list of a billion numbers', 'x = list(range(10 ** 9))'],
    [
      'functions that call each other for ever',
      'def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nx = f(1)',
    ],
    ['loops in loops in loops', 'x = [1 for a in range(999) for b in range(999) for c in range(999)]'],
    ['a module that imports itself', 'from app.main import x\nx = x'],
    ['a chain of 50,000 operators', `x = ${'1 + '.repeat(50_000)}1`],
  ])('%s', (_, source) => {
    const started = performance.now()
    const kind = valueOf(source, { 'app/__init__.py': '' })?.kind
    expect(kind).not.toBe('const')
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
