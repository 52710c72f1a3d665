import { expect, test } from 'vitest'
import type { Outside } from '../../src/python/outside.ts'
import { constant } from '../../src/python/value.ts'
import { interpreterOf, show, shown } from './running.ts'

const limits = `
class Limits:
    unit = 'characters'

    def __init__(self, prefix):
        self.prefix = prefix

    def named(self, name):
        return self.prefix + name

    @property
    def TITLE(self):
        return self.named('TITLE')

limits = Limits('SHOP_')
`

const states = `from types import SimpleNamespace
def change(what):
    what.DONE = 'd'
states = SimpleNamespace(WAITING='waiting', DONE='done')
`

test.each([
  ['an attribute of a namespace', 'x = (states.DONE, states.WAITING)', '("done", "waiting",)'],
  ['by its name as text', "x = getattr(states, 'DONE')", '"done"'],
  ['that is set', "states.DONE = 'd'\nx = states.DONE", undefined],
  ['that is set by its name', "setattr(states, 'DONE', 'd')\nx = states.DONE", undefined],
  ['that is set elsewhere', 'change(states)\nx = states.DONE', undefined],
  ['that is handed on', 'import lib\nlib.change(states)\nx = states.DONE', undefined],
])('%s', (_, source, expected) => {
  const value = shown(states + source)
  if (expected === undefined) expect(value).not.toBe('"done"')
  else expect(value).toBe(expected)
})

test.each([
  ['a property of an object that a call made', 'x = limits.TITLE', '"SHOP_TITLE"'],
  ['by its name as text', "x = getattr(limits, 'TITLE')", '"SHOP_TITLE"'],
  ['not of one that is changed', "limits.prefix = 'X_'\nx = limits.TITLE", '?'],
])('%s', (_, source, expected) => {
  const value = shown(limits + source)
  if (expected === '?') expect(value).not.toContain('SHOP_TITLE')
  else expect(value).toBe(expected)
})

test('an object whose making does more is not made again', () => {
  const counting = `
made = []

class Counted:
    def __init__(self):
        made.append(self)

    @property
    def first(self):
        return len(made)

counted = Counted()
x = counted.first
`
  expect(shown(counting)).not.toBe('1')
})

test.each([
  ['a name that the module does not bind', 'from app.conf import TITLE\nx = TITLE', '"SHOP_TITLE"'],
  ['as an attribute', 'from app import conf\nx = conf.TITLE', '"SHOP_TITLE"'],
  ['a name that it binds', 'from app import conf\nx = conf.unit', '"words"'],
  ['what it raises for', 'from app import conf\nx = conf.OTHER', '?'],
])('the __getattr__ of a module: %s', (_, source, expected) => {
  const conf = `${limits}unit = 'words'

def __getattr__(name):
    if name == 'OTHER':
        raise AttributeError(name)
    return getattr(limits, name)
`
  expect(shown(source, { 'app/conf.py': conf })).toBe(expected)
})

test('what is surely nowhere outside has its fallback', () => {
  const outside: Outside = {
    name: (path) => (path === 'lib.conf.SET' ? constant(1) : undefined),
    lacks: (path) => path === 'lib.conf.UNSET',
  }
  const source = `from lib import conf
a = getattr(conf, 'SET', 2), getattr(conf, 'UNSET', 3), hasattr(conf, 'SET'), hasattr(conf, 'UNSET')
b = getattr(conf, 'OTHER', 4)
c = hasattr(conf, 'OTHER')
`
  const interpreter = interpreterOf({ 'm.py': source }, outside)
  const scope = interpreter.module('m.py')!
  expect(show(interpreter.lookup('a', scope))).toBe('(1, 3, True, False,)')
  expect(show(interpreter.lookup('b', scope))).toContain('getattr')
  expect(show(interpreter.lookup('c', scope))).toContain('hasattr')
})
