import { describe, expect, test } from 'vitest'
import { callMethod, instantiate } from '../../src/python/instances.ts'
import type { Outside } from '../../src/python/outside.ts'
import { constant, type Value } from '../../src/python/value.ts'
import { interpreterOf, show, shown } from './running.ts'

/**
 * A library with a class `Field` that keeps its keyword arguments, whatever they are, as attributes, and gives them
 * back by `deconstruct()`; of `Other` nothing is known.
 */
const outside: Outside = {
  decorator: (path) =>
    path === 'lib.lazy' ? 'cached property' : path === 'lib.plain' ? 'transparent' : undefined,
  method(path, object, name, { keywords }, origin) {
    if (path !== 'lib.Field') return undefined
    if (name === '__init__') {
      for (const [key, value] of keywords) object.attributes.set(key, value)
      return constant(null)
    }
    const entries = [...object.attributes].map(([key, value]) => ({ key: constant(key), value }))
    const items: Value[] = [constant('lib.Field'), { kind: 'dict', entries, origin }]
    return name === 'deconstruct' ? { kind: 'tuple', items, origin } : undefined
  },
}

/** What `made.deconstruct()` gives of what is bound to `f` after a source. */
function deconstructed(source: string): string {
  const interpreter = interpreterOf(
    { 'm.py': `from lib import *\nfrom lib import Field, Other\n${source}` },
    outside,
  )
  const call = interpreter.lookup('f', interpreter.module('m.py')!)
  if (call?.kind !== 'call') throw new Error(`no call: ${show(call)}`)
  const object = instantiate(interpreter, call)
  if (object.kind === 'unresolved') return object.reason
  const made = callMethod(interpreter, object, 'deconstruct', { args: [], keywords: new Map() })
  return object.lost ? `lost, ${show(made)}` : show(made)
}

/** Each: what it is about, a source, and what it gives, checked against Python with such a library. */
function gives(cases: readonly (readonly [title: string, source: string, expected: string])[]): void {
  test.each(cases)('%s', (_, source, expected) => {
    expect(deconstructed(source)).toBe(expected)
  })
}

describe('an object of a class of the repository', () => {
  gives([
    [
      'the usual field',
      `
class F(Field):
    def __init__(self, *args, size=5, **kwargs):
        self.size = size
        kwargs.setdefault('max_length', 100)
        kwargs['default'] = kwargs.get('default', '')
        kwargs.pop('extra', None)
        super().__init__(*args, **kwargs)
    def deconstruct(self):
        path, kwargs = super().deconstruct()
        del kwargs['max_length']
        if self.size == 5:
            del kwargs['size']
        return path, kwargs
f = F(extra=1, null=True)
`,
      '("lib.Field", {"null": True, "default": ""},)',
    ],
    [
      'a chain of classes, and super with arguments',
      `
class A(Field):
    def __init__(self, **kwargs):
        kwargs.update({'a': 1}, b=2)
        super(A, self).__init__(**kwargs)
class M:
    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, 'm': 3})
    def deconstruct(self):
        path, kwargs = super().deconstruct()
        return path, {key: value for key, value in kwargs.items() if key != 'b'}
class F(M, A):
    pass
f = F(c=4)
`,
      '("lib.Field", {"c": 4, "m": 3, "a": 1},)',
    ],
    [
      'properties, static and class methods',
      `
class F(Field):
    kinds = ['k']
    @property
    def size(self):
        return self._size
    @size.setter
    def size(self, value):
        self._size = value * 2
    @lazy
    def once(self):
        return [self.size]
    @staticmethod
    def plus(number):
        return number + 1
    @classmethod
    def title(cls, suffix):
        return cls.__name__ + suffix
    def __init__(self):
        self.size = 4
        self.all = self.once + self.kinds + [self.plus(1), self.title('!'), F.plus(2), F.title('?')]
        self.same = self.once is self.once
f = F()
`,
      '("lib.Field", {"_size": 8, "once": [8], "all": [8, "k", 2, "F!", 3, "F?"], "same": True},)',
    ],
    [
      'looking at objects',
      `
class Base(Field):
    flag = True
class F(Base):
    def __init__(self, kind=None):
        self.a = [hasattr(self, 'flag'), isinstance(self, Base), isinstance(self, str), isinstance(kind, (int, str))]
        self.b = [type(self).__name__, self.__class__.__qualname__, callable(kind), kind is None]
        self.c = getattr(self, 'flag')
        setattr(self, 'd', getattr(self, 'c', 5))
        self.e = 1
        del self.e
        self.g = 1
        self.g += 2
f = F('x')
`,
      '("lib.Field", {"a": [True, True, builtins.isinstance(<F>, builtins.str), True], "b": ["F", "F", False, False], "c": True, "d": True, "g": 3},)',
    ],
    [
      'a loop over keywords',
      `
class F(Field):
    def __init__(self, *args, **kwargs):
        for name in ('x', 'y'):
            if name in kwargs:
                setattr(self, name, kwargs.pop(name))
        self.left = sorted(kwargs)
        super().__init__(*args, **kwargs)
f = F(x=1, z=2)
`,
      '("lib.Field", {"x": 1, "left": ["z"], "z": 2},)',
    ],
    [
      'an object without a library',
      `
@plain
class F:
    def __init__(self, p, *, q=2):
        self.p = p
        self.q = q
        super().__init__()
    def deconstruct(self):
        return {'p': self.p, 'q': self.q, 'n': self.helper(3)}
    def helper(self, number):
        return [self.p] * number
f = F(1)
`,
      '{"p": 1, "q": 2, "n": [1, 1, 1]}',
    ],
    [
      'a list that it holds',
      `
class F(Field):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.items.append(3)
        self.validators.append(4)
f = F(items=[1], null=True)
`,
      '("lib.Field", {"items": [?...], "null": True},)'.replace('[?...]', '[...]'),
    ],
    [
      'wrapped and cached methods',
      `
import functools
class F(Field):
    def __init__(self):
        self.a = self.cached(2)
    @functools.lru_cache(maxsize=None)
    def cached(self, number):
        return number * 2
f = F()
`,
      '("lib.Field", {"a": 4},)',
    ],
    ['an inherited default', 'class F(Field):\n    pass\nf = F(a=1)\n', '("lib.Field", {"a": 1},)'],
  ])
})

describe('what cannot be known of an object', () => {
  const init = (body: string) =>
    `class F(Field):\n    def __init__(self, **kwargs):\n${body.replace(/^/gm, '        ')}\n    def helper(self):\n        self.b = 7\nf = F(k=1)\n`
  gives([
    [
      'an attribute set under a condition',
      init('self.a = 1\nself.b = 1\nif unknown:\n    self.b = 2\nsuper().__init__(**kwargs)'),
      '("lib.Field", {"a": 1, "b": ?, "k": 1},)',
    ],
    [
      'a method called under a condition',
      init('self.a = 1\nself.b = 1\nif unknown:\n    self.helper()'),
      '("lib.Field", {"a": 1, "b": ?},)',
    ],
    [
      '`super()` under a condition',
      init('self.a = 1\nif unknown:\n    super().__init__(**kwargs)\nself.b = 2'),
      'lost, ("lib.Field", {"b": 2},)',
    ],
    [
      'keywords changed under a condition',
      init('self.a = 1\nif unknown:\n    kwargs["z"] = 1\nsuper().__init__(**kwargs)'),
      'lost, ("lib.Field", {},)',
    ],
    [
      'given to a function that is not known',
      init('self.a = 1\nregister(self)\nself.b = 2'),
      'lost, ("lib.Field", {"b": 2},)',
    ],
    [
      'what may fail',
      init('self.a = 1\ntry:\n    self.a = unknown()\nexcept Exception:\n    self.b = 1'),
      '("lib.Field", {"a": ?, "b": ?},)',
    ],
    ['what raises', init('if kwargs["k"] == 1:\n    raise ValueError()'), 'making it raises'],
    [
      'an argument that is missing',
      'class F(Field):\n    def __init__(self, a):\n        pass\nf = F()\n',
      '`__init__()` is called without `a`',
    ],
    [
      'a `__new__`',
      'class F(Field):\n    def __new__(cls):\n        return 1\nf = F()\n',
      '`F` has a `__new__` of its own',
    ],
    ['a decorator', '@deco\nclass F(Field):\n    pass\nf = F()\n', '`F` has a decorator or a metaclass'],
    [
      'a base of which nothing is known',
      'class F(Other):\n    def __init__(self):\n        self.a = 1\n        super().__init__()\n    def deconstruct(self):\n        return [self.b]\nf = F()\n',
      'lost, [?]',
    ],
  ])

  test('a method that is run does not change the class', () => {
    const interpreter = interpreterOf({
      'm.py': 'class F:\n    a = 1\n    def __init__(self):\n        self.a = 2\nF()\nx = F.a\n',
    })
    expect(show(interpreter.lookup('x', interpreter.module('m.py')!))).toBe('1')
  })
})

test('names as Python gives them', () => {
  const interpreter = interpreterOf({
    'src/shop/__init__.py': '',
    'src/shop/models.py':
      'class A:\n    class B:\n        def m(self):\n            def inner(): pass\n            return inner\nx = A.B.__qualname__, A.__module__\nf = A.B().m\n',
    'tool.py': '',
  })
  const scope = interpreter.module('src/shop/models.py')!
  expect(show(interpreter.lookup('x', scope))).toBe('("A.B", "shop.models",)')
  expect(
    ['src/shop/models.py', 'src/shop/__init__.py', 'tool.py'].map((path) => interpreter.modules.name(path)),
  ).toEqual(['shop.models', 'shop', 'tool'])
})

test.each([
  ['a class method', 'x = R.named("?")', '"r?"'],
  ['a static method', 'x = R.plus(3)', '4'],
  ['a class method that is called without the class', 'x = free("?")', '?'],
])('%s that a call makes', (_, source, expected) => {
  const classes = `
class Q:
    name = 'q'
    def named(cls, end):
        return cls.name + end
    named.is_mine = True
    named = classmethod(named)
    def plus(number):
        return number + 1
    plus = staticmethod(plus)
class R(Q):
    name = 'r'
def free(cls):
    return 'free'
free = classmethod(free)
`
  expect(shown(classes + source)).toBe(expected)
})
