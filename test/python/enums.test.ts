import { describe, expect, test } from 'vitest'
import type { Outside } from '../../src/python/outside.ts'
import { stringOf } from '../../src/python/value.ts'
import { interpreterOf, show } from './running.ts'

/** What a framework says of enumerations with labels, and of a function that marks texts. */
const outside: Outside = {
  enumeration: (path) =>
    path === 'lib.TextChoices'
      ? { mixin: 'str', labels: true, values: 'name' }
      : path === 'lib.IntegerChoices'
        ? { mixin: 'int', labels: true }
        : undefined,
  call: (path, { args: [text] }) => (path === 'lib._' && stringOf(text) !== undefined ? text : undefined),
}

function given(source: string): string {
  const interpreter = interpreterOf({ 'm.py': source }, outside)
  return show(interpreter.lookup('x', interpreter.module('m.py')!))
}

/** Each: an expression after these definitions, and what it gives, checked against Python and Django. */
function gives(definitions: string, cases: readonly (readonly [source: string, expected: string])[]): void {
  test.each(cases)('%s', (source, expected) => {
    expect(given(`${definitions}\nx = ${source}\n`)).toBe(expected)
  })
}

describe('an enumeration', () => {
  gives(
    `
from enum import Enum
class E(Enum):
    _ignore_ = ['helper']
    helper = 3
    A = 1
    B = 'b'
    C = 1
    def method(self):
        return (self.name, self.value)
    @property
    def double(self):
        return self.value * 2
    @classmethod
    def pairs(cls):
        return [(each.value, each.name) for each in cls]
    @staticmethod
    def plus(number):
        return number + 1
class F(Enum):
    A = 1
`,
    [
      ['E.A, E.B.value, E.B.name', '(E.A, "b", "B",)'],
      ['E.C, E.C.name', '(E.A, "A",)'],
      ['list(E), len(E), [each.name for each in E]', '([E.A, E.B], 2, ["A", "B"],)'],
      ['E.__members__', '{"A": E.A, "B": E.B, "C": E.A}'],
      ["E['B'], E(1), E(E.B)", '(E.B, E.A, E.B,)'],
      ["E['missing']", '?'],
      ['E(7)', '?'],
      ['E.A == E.A, E.A == E.C, E.A == 1, E.A != E.B', '(True, True, False, True,)'],
      ['E.A == F.A, E.A is E.C, E.A is None', '(False, True, False,)'],
      ['E.A in (E.B, E.C), E.B in [1]', '(True, False,)'],
      ['{E.A: 1, E.C: 2}, {E.A, E.C}', '({E.A: 2}, {E.A},)'],
      ["str(E.A), f'{E.A}', '%s' % E.B, '{}'.format(E.B)", '("E.A", "E.A", "E.B", "E.B",)'],
      ['E.A.method(), E.A.double, E.B.double', '(("A", 1,), 2, "bb",)'],
      ['E.pairs(), E.A.pairs(), E.plus(2)', '([(1, "A",), ("b", "B",)], [(1, "A",), ("b", "B",)], 3,)'],
      ['bool(E.A), 1 if E.A else 2', '(True, 1,)'],
      ['isinstance(E.A, E), isinstance(E.A, F), isinstance(1, E)', '(True, False, False,)'],
      ["E.__name__, E.A.__class__, type(E.A), getattr(E, 'A').value", '("E", E, E, 1,)'],
      ['E.choices', '?'],
      ['repr(E.A)', '?'],
      ['{each.name: each.value for each in E}, dict(E.pairs())', '({"A": 1, "B": "b"}, {1: "A", "b": "B"},)'],
      ['max(len(str(each.value)) for each in E)', '1'],
    ],
  )
})

describe('a type of its own', () => {
  gives(
    `
import enum
from enum import Enum, IntEnum, StrEnum, Flag, auto, unique
class S(str, Enum):
    A = 'a'
    B = 5
    def __str__(self):
        return self.value
class Plain(str, Enum):
    A = 'a'
class I(IntEnum):
    ONE = 1
    TWO = auto()
class T(StrEnum):
    DARK_RED = auto()
    B = 'x'
class P(Flag):
    R = auto()
    W = auto()
    X = auto()
@unique
class U(Enum):
    A = auto()
    B = auto()
class Named(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)
class N(Named):
    A = auto()
    B = auto()
class WithInit(Enum):
    A = 1, 'one'
    def __init__(self, number, word):
        self.number = number
        self.word = word
class Other(Enum):
    def __new__(cls, value, label):
        obj = object.__new__(cls)
        obj._value_ = value
        return obj
    A = 1, 'x'
`,
    [
      ["S.A == 'a', S.B.value, S.A == Plain.A, 'a' in [S.A]", '(True, "5", True, True,)'],
      ["{S.A: 1}['a'], S.A + 'b', S.A.upper(), ','.join([S.A.value])", '(1, "ab", "A", "a",)'],
      ["str(S.A), f'{S.A}', f'{S.A!s}'", '("a", "a", "a",)'],
      // Python 3.12 changed what a format shows, all versions show the member with `str`.
      ["f'{Plain.A}'", '?'],
      [
        'I.TWO.value, I.ONE + 1, I.ONE < I.TWO, I.TWO == 2, sorted([I.TWO, I.ONE])',
        '(2, 2, True, True, [I.ONE, I.TWO],)',
      ],
      ["T.DARK_RED.value, str(T.B), f'{T.B}'", '("dark_red", "x", "x",)'],
      ['[each.value for each in P]', '[1, 2, 4]'],
      ['P.R | P.W', '?'],
      ['[each.value for each in U], enum.Enum', '([1, 2], enum.Enum,)'],
      ['[each.value for each in N]', '["a0", "b1"]'],
      ['WithInit.A.value, WithInit.A.number, WithInit.A.word', '((1, "one",), 1, "one",)'],
      ['Other.A', '?'],
      ['list(Other)', '?'],
      ['S(5)', '?'],
      ["S('5')", 'S.B'],
      ['isinstance(S.A, str), isinstance(I.ONE, int), isinstance(S.A, int)', '(True, True, False,)'],
    ],
  )
})

describe('an enumeration with labels', () => {
  gives(
    `
from enum import auto
from lib import TextChoices, IntegerChoices, _
class S(TextChoices):
    DRAFT = 'd', _('Draft')
    IN_REVIEW = 'r'
    DONE = 'x', 'All done'
    @classmethod
    def final(cls):
        return [cls.DONE]
    @property
    def shout(self):
        return self.label.upper()
class Maybe(TextChoices):
    YES = 'y', 'Yes'
    __empty__ = _('Nothing')
class I(IntegerChoices):
    LOW = 1, 'low'
    HIGH = 10
    NEXT = 11, 'next'
class Base(TextChoices):
    @classmethod
    def max(cls):
        return max(len(value) for value in cls.values)
class Below(Base):
    A = 'abc'
class Own(TextChoices):
    A = 'a', 'Label'
    @property
    def label(self):
        return 'own ' + self.name
class Outer:
    class Kind(TextChoices):
        A = 'a', 'A!'
    choices = Kind.choices
    default = Kind.A
    size = max(len(each.value) for each in Kind)
class Unknown(TextChoices):
    A = 'a', unknown
    B = unknown, 'b'
class Auto(TextChoices):
    ONE_TWO = auto()
    B = auto(), 'Be'
`,
    [
      ['S.choices', '[("d", "Draft",), ("r", "In Review",), ("x", "All done",)]'],
      [
        'S.values, S.labels, S.names',
        '(["d", "r", "x"], ["Draft", "In Review", "All done"], ["DRAFT", "IN_REVIEW", "DONE"],)',
      ],
      ['S.DRAFT.value, S.DRAFT.label, S.DRAFT.name', '("d", "Draft", "DRAFT",)'],
      ["S.DRAFT == 'd', str(S.DRAFT), f'{S.DONE}-{I.LOW}'", '(True, "d", "x-1",)'],
      ['S.final(), S.DRAFT.shout', '([S.DONE], "DRAFT",)'],
      ["S('r'), S['DONE'], S('r').label", '(S.IN_REVIEW, S.DONE, "In Review",)'],
      ['Maybe.choices, Maybe.labels', '([(None, "Nothing",), ("y", "Yes",)], ["Nothing", "Yes"],)'],
      ['Maybe.values, Maybe.names', '([None, "y"], ["__empty__", "YES"],)'],
      ['I.choices, I.HIGH.label', '([(1, "low",), (10, "High",), (11, "next",)], "High",)'],
      [
        'dict(S.choices), [value for value, label in S.choices]',
        '({"d": "Draft", "r": "In Review", "x": "All done"}, ["d", "r", "x"],)',
      ],
      ['Below.max(), Below.choices', '(3, [("abc", "A",)],)'],
      ['Auto.choices', '[("ONE_TWO", "One Two",), ("B", "Be",)]'],
      // Since Django 4.0; before, a label was not to be overridden.
      ['Own.choices, Own.A.label', '([("a", "own A",)], "own A",)'],
      ['Outer.choices, Outer.default, Outer.size, Outer.Kind.A', '([("a", "A!",)], Kind.A, 1, Kind.A,)'],
      ['Unknown.A.value, Unknown.A.label', '("a", ?,)'],
      [
        "S.choices + [('z', 'Z')], (*S.values,)",
        '([("d", "Draft",), ("r", "In Review",), ("x", "All done",), ("z", "Z",)], ("d", "r", "x",),)',
      ],
      ["'d' in S.values, S.DRAFT in S, S.DRAFT in S.values", '(True, True, True,)'],
    ],
  )
})

describe('what may be something else', () => {
  test.each([
    [
      'a base that is not known',
      'from lib import Thing\nfrom enum import Enum\nclass E(Thing, Enum):\n    A = 1\nx = E.A',
    ],
    [
      'an unknown decorator',
      'from lib import deco\nfrom enum import Enum\n@deco\nclass E(Enum):\n    A = 1\nx = E.A',
    ],
    [
      'an unknown metaclass',
      'from lib import Meta\nfrom enum import Enum\nclass E(Enum, metaclass=Meta):\n    A = 1\nx = E.A',
    ],
    ['an enumeration of a library', 'from lib import SomeEnum\nclass E(SomeEnum):\n    A = 1\nx = E.A'],
    [
      'a value that may be equal',
      'from lib import one\nfrom enum import Enum\nclass E(Enum):\n    A = 1\n    B = one()\nx = E.B',
    ],
    [
      'a member that may not be there',
      'from lib import c\nfrom enum import Enum\nclass E(Enum):\n    A = 1\n    if c:\n        B = 2\nx = list(E)',
    ],
  ])('%s', (_, source) => {
    expect(given(source)).toBe('?')
  })
})
