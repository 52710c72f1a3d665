import { describe, expect, test } from 'vitest'
import { djangoOutside } from '../../../../src/frameworks/django/values/hooks.ts'
import { isCertain } from '../../../../src/frameworks/django/values/nature.ts'
import { same } from '../../../../src/frameworks/django/values/same.ts'
import { sourceOf } from '../../../../src/frameworks/django/values/source.ts'
import type { Value } from '../../../../src/python/value.ts'
import { interpreterOf } from '../../../python/running.ts'

const preamble = `
import os, datetime, somelib, other
from decimal import Decimal
from datetime import timedelta
from enum import Enum
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.text import format_lazy
from somelib.things import CONSTANT, helper, Thing
from django.core.validators import RegexValidator
unknown = somelib.make()['x']
class Colour(Enum):
    RED = 1
class Check(RegexValidator):
    pass
class Odd(RegexValidator):
    def deconstruct(self):
        return ('x', [], {})
class Base(Thing):
    pass
`

function valuesOf(...sources: string[]): Value[] {
  const lines = sources.map((source, index) => `v${index} = ${source}`)
  const text = [preamble, ...lines].join('\n')
  const interpreter = interpreterOf(
    { 'app/__init__.py': '', 'app/main.py': text },
    djangoOutside({ version: [5, 2] }),
  )
  const scope = interpreter.module('app/main.py')!
  return sources.map((_, index) => interpreter.lookup(`v${index}`, scope)!)
}

describe('what is not known decides nothing', () => {
  test.each([
    ['unknown', 'unknown', undefined],
    ['unknown', '1', undefined],
    ['[1, unknown]', '[2, unknown]', false],
    ['[1, unknown]', '[1, 2]', undefined],
    ['[unknown]', '[1, 2]', false],
    ["{'a': unknown}", "{'b': 1}", false],
    ["{'a': unknown}", "{'a': 1}", undefined],
    ['CONSTANT', 'CONSTANT', true],
    ['CONSTANT', '1', undefined],
    ['helper', 'None', undefined],
    ['Thing', 'None', false],
    ['helper', 'other.helper', undefined],
    ['timezone.now', 'helper', undefined],
    ['timezone.now', 'None', false],
    ['models.CASCADE', 'models.PROTECT', false],
    ['settings.X', 'settings.X', true],
    ['settings.X', "'x'", undefined],
    ['timedelta(days=settings.X)', 'timedelta(days=settings.X)', true],
    ['timedelta(days=settings.X)', 'timedelta(days=1)', undefined],
    ['timedelta(days=settings.X)', "'x'", false],
    ['helper(1)', 'helper(1)', true],
    ['helper(1)', 'helper(2)', undefined],
    ['Thing(1)', 'Thing(2)', false],
    ['Thing(1)', 'Thing(CONSTANT)', undefined],
    ['timezone.now()', 'timezone.now()', false],
    ["Check('a')", "Check('b')", false],
    ["Check('a')", "Check('a')", true],
    ["Odd('a')", "Odd('b')", undefined],
    ['Base(1)', 'Base(2)', undefined],
    ['Thing(1)', 'somelib.Thing(1)', undefined],
    ['Thing(1)', 'somelib.Other(1)', false],
    ['Thing.Member', "'x'", undefined],
    ['Colour.RED', '1', false],
    ['Colour.RED', 'Colour.RED', true],
    ["os.environ['X']", "'x'", undefined],
  ])('%s == %s is %s', (left, right, expected) => {
    const [a, b] = valuesOf(left, right)
    expect(same(a!, b!)).toBe(expected)
    expect(same(b!, a!)).toBe(expected)
  })
})

test('a negated condition is another one since Django 4.2', () => {
  const [a, b] = valuesOf('~(Q(a=1) | Q(b=1))', "Q(Q(('a', 1), ('b', 1), _connector='OR'), _negated=True)")
  expect(same(a!, b!, [4, 1])).toBe(true)
  expect(same(a!, b!, [4, 2])).toBe(false)
})

describe('what a value that is left out on the other side proves', () => {
  test.each([
    ['1', true],
    ["Thing('a')", true],
    ['timezone.now', true],
    ['CONSTANT', false],
    ['unknown', false],
    ['settings.X', false],
  ])('%s', (source, expected) => {
    expect(isCertain(valuesOf(source)[0]!)).toBe(expected)
  })
})

describe("a value as Django's writer puts it", () => {
  test.each([
    ['models.CASCADE', 'django.db.models.deletion.CASCADE'],
    ["'a' + 'b'", "'ab'"],
    ["format_lazy('{} {x}', _('a'), x='b')", "'a b'"],
    ['settings.AUTH_USER_MODEL', 'settings.AUTH_USER_MODEL'],
    ['Colour.RED', "app.main.Colour['RED']"],
    ['Check', 'app.main.Check'],
    ['dict', 'dict'],
    ["{'b': 1, 'a': (1,)}", "{'a': (1,), 'b': 1}"],
    ["frozenset(['b', 'a'])", "frozenset(['a', 'b'])"],
    ["b'x'", "b'x'"],
    ['1e999', 'float("inf")'],
    ["'\\x00é\\u200b'", "'\\x00é\\u200b'"],
    ['models.Value(1)', 'models.Value(1)'],
    ['somelib.make()', 'somelib.make()'],
  ])('%s', (source, expected) => {
    expect(sourceOf(valuesOf(source)[0]!)).toBe(expected)
  })
})
