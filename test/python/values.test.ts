import { describe, expect, test } from 'vitest'
import { shown } from './running.ts'

/** Each: an expression, and what it gives, both checked against Python. */
function gives(cases: readonly (readonly [source: string, expected: string])[]): void {
  test.each(cases)('%s', (source, expected) => {
    expect(shown(`x = ${source}`)).toBe(expected)
  })
}

describe('numbers', () => {
  gives([
    ['-7 // 2, -7 % 2, 7 // -2, 7 % -2', '(-4, 1, -4, -1,)'],
    ['7 / 2', '3.5f'],
    ['4 / 2', '2f'],
    ['2 ** 100', '1267650600228229401496703205376'],
    ['2 ** -1', '?'],
    ['1 / 0', '?'],
    ['True + True', '2'],
    ['True & False, True | 1', '(False, 1,)'],
    ['9007199254740991 + 2', '9007199254740993'],
    ['0.1 + 0.2', '0.30000000000000004f'],
    ['~5, -True, +False', '(-6, -1, 0,)'],
    ['1 << 3, -8 >> 1', '(8, -4,)'],
    ['10 ** 10 ** 10', '?'],
    ['int("12"), int(" -3 "), int(2.9), int(-2.9), int(True)', '(12, -3, 2, -2, 1,)'],
    ['int("x")', '?'],
    ['abs(-3), max(1, 3, 2), min([3, 1]), sum([1, 2], 3)', '(3, 3, 1, 6,)'],
  ])
})

describe('comparison', () => {
  gives([
    ['True == 1, 1 == 1.0, True is 1', '(True, True, False,)'],
    ['None is None, [] is None, 1 is not None', '(True, False, True,)'],
    ['1 < 2 < 3, 1 < 3 < 2', '(True, False,)'],
    ['"a" < "b", "a" < "B", "" < "a"', '(True, False, True,)'],
    ['"😀" > "\\uffff"', 'True'],
    ['[1, 2] < [1, 3], (1,) < (1, 0)', '(True, True,)'],
    ['[1] == (1,), {1: 2} == {True: 2.0}', '(False, True,)'],
    ['{1, 2} == {2, 1}', 'True'],
    ['"b" in "abc", "" in "abc", 1 in [True]', '(True, True, True,)'],
    ['1 in {1.0: 2}, "a" not in {}', '(True, True,)'],
    ['not [], not [0], not "", not 0.0, not None', '(True, False, True, True, True,)'],
    ['[] or 0 or "a", 1 and [] and 2', '("a", [],)'],
    ['1 < "a"', '?'],
    ['unknown == 1', '?'],
  ])
})

describe('strings', () => {
  gives([
    ['len("😀é"), "😀b"[0], "😀b"[-1], "😀b"[::-1]', '(2, "😀", "b", "b😀",)'],
    ['"straße".upper(), "ǅ".upper()', '("STRASSE", "Ǆ",)'],
    ['"\\u1e9e".lower()', '?'],
    ['"\\x1c a \\x85\\ufeff".strip()', `(${JSON.stringify('a \x85\ufeff')})`.slice(1, -1)],
    ['"abcab".strip("ba"), "xxa".lstrip("x"), "axx".rstrip("x")', '("c", "a", "a",)'],
    [
      '" a  b\\x1cc ".split(), "a,b,,".split(","), "".split(), "".split(",")',
      '(["a", "b", "c"], ["a", "b", "", ""], [], [""],)',
    ],
    ['"-".join(["a", "b"]), "".join("abc"), ",".join({"k": 1})', '("a-b", "abc", "k",)'],
    ['"-".join([1])', '?'],
    ['"aXbX".replace("X", "$&")', '"a$&b$&"'],
    ['"they\'re bill\'s".title(), "hELLO".capitalize()', `("They'Re Bill'S", "Hello",)`],
    ['"abc".startswith(("x", "a")), "abc".endswith("b")', '(True, False,)'],
    ['"ab" * 3, 2 * "a", "a" * -1, "a" * True', '("ababab", "aa", "", "a",)'],
    ['"abc"[1:], "abc"[:-1], "abc"[5:], "abcdef"[1:5:2]', '("bc", "ab", "", "bd",)'],
    ['"abc"[5]', '?'],
    ['"\\ud83d" + "\\ude00"', '?'],
    [
      'str(1.0), str(1e16), str(1e-5), str(0.1), str(1e22), str(123456789.125), str(-0.0)',
      '("1.0", "1e+16", "1e-05", "0.1", "1e+22", "123456789.125", "-0.0",)',
    ],
    [
      'str(None), str(True), str([1, "a", None]), str((1,)), str({"a": 1.5})',
      `("None", "True", "[1, 'a', None]", "(1,)", "{'a': 1.5}",)`,
    ],
    ['repr("a"), repr("it\'s"), repr("\\n"), repr("é")', `("'a'", "\\"it's\\"", "'\\\\n'", ?,)`],
    ['repr("it\'s \\"so\\"")', JSON.stringify(`'it\\'s "so"'`)],
    ['f"{1}{\'a\'!r}{1.0}{True!s}"', `"1'a'1.0True"`],
    ['f"{1:>5}"', '?'],
    ['f"{1=}"', '"1=1"'],
    ['"%s %d %r %%" % ("a", True, "b")', `"a 1 'b' %"`],
    ['"%(a)s" % {"a": 1}', '"1"'],
    ['"%d" % "a"', '?'],
    ['"%s" % (1, 2)', '?'],
    ['"%s %s" % (1,)', '?'],
    ['"%5d" % 1', '?'],
    ['"%s" % [1]', '"[1]"'],
    ['"{}{}".format(1, "a"), "{1}{0}{a}".format(1, 2, a=3), "{{}}".format()', '("1a", "213", "{}",)'],
    ['"{}{1}".format(1, 2)', '?'],
    ['"{.a}".format(1)', '?'],
    ['"{:>5}".format(1)', '?'],
  ])
})

describe('lists, tuples, sets and dicts', () => {
  gives([
    ['[1, *[2, 3], *"ab"]', '[1, 2, 3, "a", "b"]'],
    ['(1, 2) + (3,), [0] * 2, [[]] * 2', '((1, 2, 3,), [0, 0], [[], []],)'],
    ['[1, 2, 3][::-1], [1, 2, 3][-2:], (1, 2)[5:]', '([3, 2, 1], [2, 3], (),)'],
    ['[1, 2][5]', '?'],
    ['[1, 2].index(2), [1, True].count(1)', '(1, 2,)'],
    ['sorted([3, 1, 2]), sorted("ba"), sorted([1, 3], reverse=True)', '([1, 2, 3], ["a", "b"], [3, 1],)'],
    ['sorted([1, "a"])', '?'],
    ['sorted(["b", "a"], key=len)', '?'],
    ['list(range(1, 10, 3)), list(range(3, 0, -1)), list(range(0))', '([1, 4, 7], [3, 2, 1], [],)'],
    [
      'list(zip([1, 2], "ab")), list(enumerate("a", 1)), list(reversed([1, 2]))',
      '([(1, "a",), (2, "b",)], [(1, "a",)], [2, 1],)',
    ],
    ['{1, True, 1.0, 2}', '{1, 2}'],
    ['list({"b", "a"})', '?'],
    ['list({1}), len({1, 1, 2}), sorted({2, 1})', '([1], 2, [1, 2],)'],
    ['{1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}', '({1, 2, 3}, {2}, {1}, {1, 3},)'],
    ['{"a": 1, "b": 2, "a": 3}', '{"a": 3, "b": 2}'],
    ['{1: "a", True: "b", 1.0: "c"}', '{1: "c"}'],
    ['{("a", 1): 2}[("a", 1)], {None: 3}[None]', '(2, 3,)'],
    ['{"a": 1}["b"]', '?'],
    ['{"a": 1}.get("b"), {"a": 1}.get("b", 2)', '(None, 2,)'],
    ['{unknown: 1, "a": 2}["a"]', '?'],
    [
      'dict(a=1, **{"b": 2}), dict([("a", 1)]), dict({"a": 1}, a=2)',
      '({"a": 1, "b": 2}, {"a": 1}, {"a": 2},)',
    ],
    ['{"a": 1} | {"a": 2, "b": 3}', '{"a": 2, "b": 3}'],
    ['list({"a": 1}), list({"a": 1}.values()), list({"a": 1}.items())', '(["a"], [1], [("a", 1,)],)'],
    ['[a + b for a in [1, 2] for b in [10, 20] if a * b != 20]', '[11, 22]'],
    ['{a: b for a, b in zip("ab", [1, 2])}, {a % 2 for a in [1, 3]}', '({"a": 1, "b": 2}, {1},)'],
    ['any([0, 1]), all([]), any(a for a in [])', '(True, True, False,)'],
    ['len([*unknown])', '?'],
    ['len([unknown, 2])', '2'],
    ['bool(a for a in [])', 'True'],
  ])
})

describe('changes', () => {
  test.each([
    ['x = [1]\nx += (2,)\nx += "a"', '[1, 2, "a"]'],
    ['x = [1]\ny = x\ny += [2]', '[1, 2]'],
    ['x = (1,)\ny = x\ny += (2,)', '(1,)'],
    ['x = [1, 2, 3]\nx.insert(0, 0)\nx.insert(-1, 9)\nx.insert(99, 8)', '[0, 1, 2, 9, 3, 8]'],
    ['x = [1, 2, 3]\nx.pop()\nx.pop(0)', '[2]'],
    ['x = [3, 1]\nx.sort()\nx.reverse()\nx.remove(3)', '[1]'],
    ['x = [1]\nx.clear()', '[]'],
    ['x = [1, 2]\nx[0] = 5\nx[-1] = 6', '[5, 6]'],
    ['x = [1, 2]\nx[0:1] = []', '[...]'],
    ['x = [1, 2, 3]\ndel x[1]', '[1, 3]'],
    ['x = [1]\nx *= 2', '[...]'],
    ['x = {"a": 1}\nx["b"] = 2\nx["a"] = 3', '{"a": 3, "b": 2}'],
    ['x = {"a": 1}\nx["a"] += 1', '{"a": 2}'],
    [
      'x = {"a": 1}\nx.update({"b": 2}, c=3)\nx.setdefault("a", 9)\nx.setdefault("d", 4)',
      '{"a": 1, "b": 2, "c": 3, "d": 4}',
    ],
    ['x = {"a": 1}\ndel x["a"]', '{}'],
    ['x = {"a": 1}\ny = x.pop("a")', '{}'],
    ['x = {"a": 1}\nx |= {"b": 2}', '{"a": 1, "b": 2}'],
    ['x = {"a": []}\nx["a"].append(1)', '{"a": [1]}'],
    ['x = {}\nx.setdefault("a", []).append(1)', '{"a": [1]}'],
    ['d = {"a": 1}\nv = d.keys()\nd["b"] = 2\nx = list(v)', '["a", "b"]'],
    ['x = {1}\nx.add(2)\nx.add(1)\nx.discard(5)\nx |= {3}', '{1, 2, 3}'],
    ['y = [1]\nx = list(y)\ny.append(2)', '[1]'],
    ['y = [1]\nx = y[:]\ny.append(2)', '[1]'],
    ['y = [[1]]\nx = y.copy()\ny[0].append(2)', '[[1, 2]]'],
    ['g = (i for i in [1, 2])\ny = list(g)\nx = list(g)', '[]'],
    ['g = (i for i in [1, 2])\nfor i in g:\n    break\nx = list(g)', '?'],
    ['n = 1\ng = (i + n for i in [1])\nn = 5\nx = list(g)', '[6]'],
    ['x = [1]\nfor i in x:\n    if len(x) < 4:\n        x.append(i + 1)', '[1, 2, 3, 4]'],
    ['x = {"a": 1}\nfor k in x:\n    x["b"] = 2', '{...: ...}'],
    ['a = b = []\na.append(1)\nx = b', '[1]'],
    ['a, (b, *c) = 1, [2, 3, 4]\nx = (a, b, c)', '(1, 2, [3, 4],)'],
    ['a = [0, 0]\ni = 0\ni, a[i] = 1, 2\nx = a', '[0, 2]'],
  ])('%s', (source, expected) => {
    expect(shown(source)).toBe(expected)
  })
})
