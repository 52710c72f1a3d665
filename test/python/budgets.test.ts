import { expect, test } from 'vitest'
import { normalModule } from '../../src/python/normal-form.ts'
import { attributeOf, interpreterOf, show, valueOf } from './running.ts'

/** Each ends soon, and gives nothing that only a part of the work would give. */
test.each([
  ['a string of a billion characters', "x = 'a' * 10**9", '?'],
  ['a string that doubles', `x = 'a'\n${'x += x\n'.repeat(100)}`, '?'],
  ['a list that doubles', `x = [1]\n${'x += x\n'.repeat(100)}x = len(x)`, '?'],
  ['a join of joins', "a = 'a' * 9999\nx = a.join([a] * 9999)", '?'],
  ['a billion numbers', 'x = [i for i in range(10**9)]', '?'],
  ['a billion rounds', 'x = 0\nfor i in range(10**9):\n    x = i', '?'],
  ['a loop for ever', 'x = 0\nwhile True:\n    x += 1', '?'],
  ['a list that grows while it is gone through', 'x = [1]\nfor i in x:\n    x.append(i)\nx = len(x)', '?'],
  ['loops in loops', 'x = [a for a in range(999) for b in range(999) for c in range(999)]', '?'],
  [
    'functions that call each other',
    'def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nx = f(0)\nx = [x][0] == 1',
    '?',
  ],
  ['an exponential function', 'def f(n):\n    return 1 if n < 2 else f(n - 1) + f(n - 2)\nx = f(60)', '?'],
  ['powers of powers', 'x = 9 ** 9 ** 9', '?'],
  ['values that hold one another', `x = [1]\n${'x = [x] * 10\n'.repeat(40)}x = str(x)`, '?'],
  ['a list in itself', 'x = []\nx.append(x)\nx = x == [x]', '?'],
  ['a long chain of lists', 'x = []\nfor i in range(20000):\n    x = [x]\nx = repr(x)', '?'],
])('%s', (_, source, expected) => {
  const started = performance.now()
  expect(show(valueOf(source))).toBe(expected)
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('what a file did not get to do is not passed over', () => {
  const slow = 'def f(n):\n    return 1 if n < 2 else f(n - 1) + f(n - 2)\nf(60)\n'
  expect(
    attributeOf(`${slow}class Migration:\n    operations = [1]\n    operations.append(2)`, 'operations'),
  ).toBe('?')
  expect(show(valueOf(`x = [1]\n${slow}x.append(2)\n`))).toBe('[1, ...]')
  expect(show(valueOf(`x = [1]\ndef g(n):\n    x.append(n)\n    return g(n + 1)\ng(0)\n`))).toMatch(
    /\.\.\.\]$/,
  )
})

test('a large file is read to its end', () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `    ('code${at}', 'Name ${at}', ${at}),\n`).join('')
  expect(show(valueOf(`ROWS = [\n${rows}]\nx = (len(ROWS), ROWS[-1][2])\n`))).toBe('(20000, 19999,)')
  const statements = Array.from({ length: 20_000 }, (_, at) => `a${at} = ${at}\n`).join('')
  expect(show(valueOf(`${statements}x = a19999\n`))).toBe('19999')
})

test('a chain of 20,000 modules, and one that imports itself', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, at) => [`m${at}.py`, `from m${at + 1} import *\nA${at} = 1\n`]),
  )
  const interpreter = interpreterOf({
    ...chain,
    'self.py': 'from self import *\nimport self\nB = self.C\nC = 1\n',
  })
  expect(() => interpreter.module('m0.py')).not.toThrow()
  expect(show(interpreter.lookup('C', interpreter.module('self.py')!))).toBe('1')
  expect(show(interpreter.lookup('B', interpreter.module('self.py')!))).toBe('?')
})

test('the normal form of deep and of wide code', () => {
  const interpreter = interpreterOf({
    'deep.py': `if a:\n    x = ${'[f('.repeat(140)}1${')]'.repeat(140)}\n${'elif b:\n    pass\n'.repeat(300)}`,
  })
  expect(() => normalModule(interpreter.modules.parse('deep.py')!.module.body)).not.toThrow()
})
