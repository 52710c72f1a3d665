import { expect, test } from 'vitest'
import { absoluteName } from '../../src/python/imports.ts'
import { interpreterOf, show, shown } from './running.ts'

const files = {
  'app/two.py':
    'A = 1\nB = [2]\n_c = 3\ndef grow():\n    B.append(4)\ndef rebind():\n    global A\n    A = 9\n',
  'app/sub/__init__.py': 'from .deep import D\nfrom ..two import A as E\n',
  'app/sub/deep.py': 'from ... import lib\nD = "deep"\n',
  'lib/__init__.py': 'VERSION = "1"\n',
  'app/listed.py': '__all__ = ["_c"]\nfrom .two import *\nfrom .two import _c\n',
  'app/unlisted.py': 'import os\n__all__ = os.listdir()\nA = 7\n',
  'app/broken.py': 'x = = 1\n',
  'app/raising.py': 'A = 1\nraise ImportError\n',
  'app/cycle_a.py': 'from .cycle_b import B\nA = 1\n',
  'app/cycle_b.py': 'from . import cycle_a\nB = 2\n',
  'app/ring_a.py': 'from .ring_b import R\n',
  'app/ring_b.py': 'from .ring_a import R\n',
}

test.each([
  ['from .two import A\nx = A', '1'],
  ['from app.two import A as B\nx = B', '1'],
  ['import app.two\nx = app.two.A', '1'],
  ['import app.two as t\nx = t.A', '1'],
  ['from . import two\nx = two.A', '1'],
  ['from .two import *\nx = (A, B)', '(1, [2],)'],
  ['from .two import *\nx = _c', '?'],
  ['from .listed import *\nx = _c', '3'],
  ['from .listed import *\nx = A', '?'],
  ['A = 1\nfrom .unlisted import *\nx = A', '?'],
  ['from .unlisted import *\nx = A', '7'],
  ['from .sub import D, E\nx = (D, E)', '("deep", 1,)'],
  ['from .sub.deep import D\nx = D', '"deep"'],
  ['from app.sub.deep import lib\nx = lib.VERSION', '"1"'],
  ['import app.sub.deep\nx = app.sub.D', '"deep"'],
  ['from .two import missing\nx = missing', '?'],
  ['from .ring_a import R\nx = R', '?'],
  ['from .broken import x', '?'],
  ['from .nowhere import x', 'app.nowhere.x'],
  ['from django.db import models\nx = models.CharField', 'django.db.models.CharField'],
  ['import django.db.models\nx = django.db.models.CharField', 'django.db.models.CharField'],
  ['from django.db.models import *\nx = CharField', 'django.db.models.CharField'],
  ['from one import *\nfrom two import *\nx = CharField', '?'],
  ['from .cycle_a import A\nx = A', '1'],
  ['from . import main\nx = main', 'module app.main'],
  ['from .main import y\ny = 1\nx = y', '1'],
  ['from .. import lib\nx = lib.VERSION', '"1"'],
  ['from ..... import lib\nx = lib', '......lib'],
  ['from .two import B, grow\ngrow()\nx = B', '[2, 4]'],
  ['from .two import A, rebind\nrebind()\nx = A', '?'],
  ['from . import two\ntwo.rebind()\nx = two.A', '9'],
  ['from . import two\ntwo.A = 5\nfrom .two import A\nx = two.A', '5'],
  ['try:\n    from .two import A as x\nexcept ImportError:\n    x = 0', '1'],
  ['try:\n    from django.x import y as x\nexcept ImportError:\n    from old import y as x', 'django.x.y'],
  ['try:\n    import django_extras\n    x = True\nexcept ImportError:\n    x = False', '?'],
  ['x = None\ntry:\n    import lib2 as x\nexcept ImportError:\n    pass', '?'],
  ['try:\n    from .two import missing as x\nexcept ImportError:\n    x = 0', '?'],
  ['try:\n    from .raising import A as x\nexcept ImportError:\n    x = 0', '?'],
])('%s', (source, expected) => {
  expect(shown(source, files)).toBe(expected)
})

test.each([
  ['models', 0, 'a/b/c.py', 'models'],
  ['', 1, 'a/b/c.py', 'a.b'],
  ['d', 1, 'a/b/c.py', 'a.b.d'],
  ['d', 2, 'a/b/c.py', 'a.d'],
  ['d', 3, 'a/b/c.py', 'd'],
  ['d', 1, 'c.py', 'd'],
  ['d', 4, 'a/b/c.py', '....d'],
])('%s at level %i in %s is %s', (module, level, path, dotted) => {
  expect(absoluteName(module, level, path)).toBe(dotted)
})

test('an absolute import is looked up from the folders above that are no packages', () => {
  const interpreter = interpreterOf({
    'backend/manage.py': '',
    'backend/shop/__init__.py': '',
    'backend/shop/models.py': 'from shop.two import A\nfrom .two import A as B\n',
    'backend/shop/two.py': 'A = 1\n',
    'shop/__init__.py': '',
    'shop/two.py': 'A = 2\n',
  })
  const scope = interpreter.module('backend/shop/models.py')!
  expect([show(interpreter.lookup('A', scope)), show(interpreter.lookup('B', scope))]).toEqual(['1', '1'])
})

test.each([
  [
    'beside manage.py before a folder of a package',
    { 'core/two.py': 'A = 2\n', 'core/__init__.py': '' },
    '2',
  ],
  ['in a folder of a package that may be on sys.path', {}, '1'],
])('an absolute import is looked up %s', (_, files, expected) => {
  const interpreter = interpreterOf({
    'manage.py': '',
    'shop/__init__.py': '',
    'shop/parts/core/__init__.py': '',
    'shop/parts/core/models.py': 'from core.two import A\n',
    'shop/parts/core/two.py': 'A = 1\n',
    ...files,
  })
  expect(show(interpreter.lookup('A', interpreter.module('shop/parts/core/models.py')!))).toBe(expected)
})

test('what a framework knows stands for names outside of the repository', () => {
  const interpreter = interpreterOf(
    { 'm.py': 'from django.conf import settings\nx = settings.A + 1\n' },
    { name: (path) => (path === 'django.conf.settings.A' ? { kind: 'const', value: 2 } : undefined) },
  )
  expect(show(interpreter.lookup('x', interpreter.module('m.py')!))).toBe('3')
})
