import { describe, expect, test } from 'vitest'
import { attributeOf, shown, valueOf } from './running.ts'

function holds(cases: readonly (readonly [source: string, expected: string])[]): void {
  test.each(cases)('%s', (source, expected) => {
    expect(shown(`from outside import U, g, deco\n${source}`)).toBe(expected)
  })
}

describe('conditions and loops that are not known', () => {
  holds([
    ['x = 1\nif U:\n    x = 2', '?'],
    ['x = 1\nif U:\n    y = 2', '1'],
    ['if U:\n    x = 1\nelse:\n    x = 1', '?'],
    ['x = [1]\nif U:\n    x.append(2)\nx.append(3)', '[1, ..., 3]'],
    ['x = [1]\nif U:\n    x += [2]', '[1, ...]'],
    ['x = [1]\nif U:\n    x.extend(U)', '[1, ...]'],
    ['x = [1]\nif U:\n    x.pop()', '[...]'],
    ['x = [1]\nif U:\n    x[0] = 2', '[...]'],
    ['x = [1]\nif U:\n    del x[0]', '[...]'],
    ['x = {"a": 1}\nif U:\n    x["a"] = 2', '{...: ...}'],
    ['x = [1]\ndef f():\n    x.append(2)\nif U:\n    f()', '[1, ...]'],
    ['x = 1\ndef f():\n    global x\n    x = 2\nif U:\n    f()', '?'],
    ['x = [1]\ny = x\nif U:\n    y = []\ny.append(2)', '[...]'],
    ['x = [1]\ny = U or x\ny.append(2)', '[...]'],
    ['x = [1]\ny = {"a": x}\nif U:\n    y["a"].append(2)', '[1, ...]'],
    ['x = [1]\nU and x.append(2)', '[1, ...]'],
    ['x = [1]\nx.append(2) if U else None', '[1, ...]'],
    ['x = [1]\nfor i in U:\n    x.append(i)', '[1, ...]'],
    ['x = [1]\nwhile U:\n    x.append(2)', '[1, ...]'],
    ['for x in U:\n    pass', '?'],
    ['for x in [1, 2]:\n    if U:\n        break', '?'],
    ['x = []\nfor i in [1, 2]:\n    if U:\n        continue\n    x.append(i)', '[..., ...]'],
    ['x = []\nfor i in [1, 2, 3]:\n    if i == 2:\n        break\n    x.append(i)\nelse:\n    x = 0', '[1]'],
    ['x = 0\nwhile x < 3:\n    x += 1\nelse:\n    x = 10', '10'],
    ['x = 1\nmatch U:\n    case [x]:\n        pass', '?'],
    ['x = 1\nmatch U:\n    case A.x:\n        pass', '1'],
    ['with U as x:\n    pass', '?'],
    ['with U:\n    x = 1', '1'],
    ['x = 0\nwith U:\n    g()\n    x = 1', '?'],
    ['try:\n    x = 1\nexcept E:\n    x = 2', '1'],
    ['try:\n    x = U.a\nexcept E:\n    x = 2', '?'],
    ['x = 0\ntry:\n    x = 1\n    g()\n    x = 2\nexcept E:\n    pass', '?'],
    ['x = 0\ntry:\n    raise E\nexcept E:\n    pass\nfinally:\n    x = 3', '3'],
    ['x = [1]\ntry:\n    g()\n    x.append(2)\nexcept E:\n    pass', '[...]'],
    ['x = (1 if U else 2)', '?'],
    ['x = [y for y in [1, 2] if U]', '?'],
    ['x = 1 < 2 < U', '?'],
    ['x = 1 > 2 < U', 'False'],
    ['x = [1] + U', '[1, ...]'],
    ['x = [*U, 1]', '[..., 1]'],
    ['x = {**U, "a": 1}["a"]', '?'],
    ['y, x = U', '?'],
    ['y, *x = [1, 2, 3]', '[2, 3]'],
    ['y, x = [U, 2]', '2'],
    ['y, x = [*U, 2]', '?'],
  ])
})

describe('calls that are not carried out', () => {
  holds([
    ['x = g(1, a=[2])', 'outside.g(1, a=[2])'],
    ['x = [1]\ng(x)', '[...]'],
    ['x = [1]\ny = g(x)', '[1]'],
    ['x = [1]\ny = g(x)\ny.append(2)', '[...]'],
    ['x = [1]\nprint(x)', '[1]'],
    ['import logging\nlog = logging.getLogger()\nx = [1]\nlog.info(x)', '[1]'],
    ['import random\nx = [1, 2]\nrandom.shuffle(x)', '[...]'],
    ['x = [1, 2]\nx.sort(key=g)', '[...]'],
    ['x = [1, 2]\nx.remove(U)', '[...]'],
    ['x = {"a": 1}\nx.pop(U)', '{...: ...}'],
    ['x = {"a": 1}\nx[U] = 2\nx = x["a"]', '?'],
    ['x = g(1)\nx.y = 2', '?(1)'],
    ['x = [1]\n@deco\ndef f():\n    x.append(2)\nf()', '[1, ...]'],
    ['x = [1]\ndef f():\n    x.append(2)\n    yield 1\nlist(f())', '[1, ...]'],
    ['x = [1]\nif U:\n    def f():\n        x.append(2)\nelse:\n    f = None\nf()', '[1, ...]'],
    ['f = U\nx = f(1).b(2)', '?'],
  ])
})

test('a value says what decides', () => {
  const value = valueOf('from outside import U\nx = [1]\nif U:\n    x.append(2)\n')
  const last = value?.kind === 'list' ? value.items.at(-1) : undefined
  expect(last).toMatchObject({
    reason: 'it depends on a condition that is not known',
    expr: { type: 'Name', id: 'U' },
    stmt: { type: 'If' },
    origin: { path: 'app/main.py', start: 33 },
  })
})

describe('an attribute of a class, as a framework reads it', () => {
  test.each([
    ['class Migration:\n    operations = [1]\n    operations.append(2)', '[1, 2]'],
    ['class Migration:\n    operations = [1]\nMigration.operations.append(2)', '[1, 2]'],
    ['class Migration:\n    operations = [1]\n    if U:\n        operations += [2]', '[1, ...]'],
    [
      'class Base:\n    operations = [1]\nclass Migration(Base):\n    operations = Base.operations + [2]',
      '[1, 2]',
    ],
    ['a = []\na.append(a)\nclass Migration:\n    operations = a', '?'],
    [`a = [1]\n${'a = [a] * 10\n'.repeat(30)}class Migration:\n    operations = a`, '?'],
  ])('%s', (source, expected) => {
    expect(attributeOf(source, 'operations')).toBe(expected)
  })
})
