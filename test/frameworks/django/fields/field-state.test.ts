import { describe, expect, test } from 'vitest'
import type { DjangoContext, DjangoVersion } from '../../../../src/frameworks/django/context.ts'
import { fieldState } from '../../../../src/frameworks/django/fields/field-state.ts'
import { isField } from '../../../../src/frameworks/django/fields/is-field.ts'
import { managerState } from '../../../../src/frameworks/django/fields/manager-state.ts'
import { indexState } from '../../../../src/frameworks/django/fields/index-state.ts'
import type { LibraryClass } from '../../../../src/frameworks/django/library/library.ts'
import { callOf } from '../../../../src/frameworks/django/values/calls.ts'
import { djangoOutside } from '../../../../src/frameworks/django/values/hooks.ts'
import { sourceOf } from '../../../../src/frameworks/django/values/source.ts'
import type { Value } from '../../../../src/python/value.ts'
import { interpreterOf } from '../../../python/running.ts'

const library: readonly LibraryClass[] = [
  {
    path: 'lib.fields.PriceField',
    bases: ['django.db.models.DecimalField', 'django.db.models.Field'],
    field: {
      parameters: ['currency'],
      rest: true,
      own: { currency: 'EUR' },
      forced: { max_digits: 12 },
      removed: ['max_digits'],
    },
  },
  {
    path: 'lib.fields.Picky',
    bases: ['django.db.models.CharField', 'django.db.models.Field'],
    field: { undecided: ['mode'] },
  },
  {
    path: 'lib.fields.Stamp',
    bases: ['django.db.models.DateTimeField', 'django.db.models.DateField', 'django.db.models.Field'],
    field: { undecided: ['auto_now_add'], defaults: { auto_now_add: true } },
  },
  { path: 'lib.fields.Silent', bases: ['django.db.models.Field'], field: { isSilent: true } },
  { path: 'lib.managers.Kept', bases: ['django.db.models.manager.Manager'], useInMigrations: true },
]

const preamble = `
from django.conf import settings
from django.contrib.auth.models import UserManager
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from lib.fields import PriceField, Picky, Silent, Stamp
from lib.managers import Kept
from model_utils import Choices
import elsewhere

class Target(models.Model):
    pass

class Unknown(elsewhere.Base, models.CharField):
    pass

class Secret(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs['max_length'] = elsewhere.compute()
        super().__init__(*args, **kwargs)

class Plain:
    pass

class Things(models.Manager):
    pass

class Own(models.Manager):
    use_in_migrations = True

class Made(models.Manager.from_queryset(models.QuerySet)):
    use_in_migrations = True

class Accounts(UserManager):
    pass
`

function read(source: string, version: DjangoVersion = [5, 2], user: string | undefined = 'auth.User') {
  const interpreter = interpreterOf(
    { 'shop/__init__.py': '', 'shop/models.py': `${preamble}\nx = ${source}\n` },
    djangoOutside({ version }),
  )
  const context: DjangoContext = {
    interpreter,
    version,
    library: { classAt: (path) => library.find((each) => each.path === path) },
    authUserModel: user,
    labelOf: (model) => (model.kind === 'class' ? `shop.${model.name.toLowerCase()}` : undefined),
  }
  const value: Value = interpreter.lookup('x', interpreter.module('shop/models.py')!)!
  return { value, context }
}

const owner = { app: 'shop', name: 'Owner' }

function written(source: string, version?: DjangoVersion): string {
  const { value, context } = read(source, version)
  const { path, args, keywords, unread } = fieldState(value, 'f', owner, context)
  return unread ? `? ${unread.cause}` : sourceOf(callOf(path, args, keywords))
}

describe('fields of libraries, as they are described', () => {
  test.each([
    ['PriceField()', 'lib.fields.PriceField()'],
    [
      "PriceField('USD', 'price', decimal_places=2)",
      "lib.fields.PriceField(currency='USD', decimal_places=2, verbose_name='price')",
    ],
    ['Picky(max_length=3)', 'lib.fields.Picky(max_length=3)'],
    ['Picky(mode=1)', '? what `mode` does to it is not known'],
    ['Stamp(auto_now_add=True)', 'lib.fields.Stamp(auto_now_add=True)'],
    ['Stamp(auto_now_add=False)', '? what `auto_now_add` does to it is not known'],
  ])('%s', (source, expected) => {
    expect(written(source)).toBe(expected)
  })
})

describe('what cannot be read stays as it is written', () => {
  test.each([
    ['Unknown(max_length=3)', '? `elsewhere.Base` cannot be read'],
    ['elsewhere.Field(max_length=3)', '? `elsewhere.Field` cannot be read'],
    ['models.CharField(nonsense=1)', '? it takes no `nonsense`'],
    ['elsewhere.make()[0]', "? it's index"],
  ])('%s', (source, expected) => {
    const text = written(source)
    if (expected.startsWith("? it's")) expect(text).toMatch(/^\? /)
    else expect(text).toBe(expected)
  })

  test('a keyword that takes running code is a value that is not known', () => {
    const { value, context } = read("Secret('name')")
    const field = fieldState(value, 'f', owner, context)
    expect(field.unread).toBeUndefined()
    expect(sourceOf(field.keywords.get('max_length')!)).toBe('elsewhere.compute()')
  })
})

describe('relations', () => {
  const relation = (source: string, version?: DjangoVersion, user?: string) => {
    const { value, context } = read(source, version, user)
    return fieldState(value, 'f', owner, context).relation
  }
  test('lead where the target says', () => {
    const to = { kind: 'ForeignKey', setting: undefined, through: undefined }
    expect(relation("models.ForeignKey('self', models.CASCADE)")).toEqual({ ...to, to: 'shop.owner' })
    expect(relation("models.ForeignKey('Target', models.CASCADE)")).toEqual({ ...to, to: 'shop.target' })
    expect(relation('models.ForeignKey(Target, models.CASCADE)')).toEqual({ ...to, to: 'shop.target' })
    expect(relation('models.ForeignKey(elsewhere.Model, models.CASCADE)')).toEqual({ ...to, to: undefined })
  })

  test('to the user model know the setting', () => {
    const user = { kind: 'OneToOneField', to: 'auth.user', setting: 'AUTH_USER_MODEL', through: undefined }
    expect(relation('models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)')).toEqual(user)
    expect(relation("models.OneToOneField('auth.User', models.CASCADE)")).toEqual(user)
  })

  test('have the declared table in lower case', () => {
    expect(relation("models.ManyToManyField('Target', through='Between')")?.through).toBe('shop.between')
  })
})

describe('choices', () => {
  test.each<[string, DjangoVersion, string]>([
    ["Choices('a', ('b', 'B'), ('c', 'cc', 'C'))", [4, 2], "[('a', 'a'), ('b', 'B'), ('c', 'C')]"],
    ["Choices(('G', [('a', 'A')]))", [5, 2], "[('G', [('a', 'A')])]"],
    ["{'a': 'A'}", [5, 0], "[('a', 'A')]"],
    ["[['a', 'A']]", [4, 2], "[['a', 'A']]"],
    ["[['a', 'A']]", [5, 0], "[('a', 'A')]"],
  ])('%s in Django %j', (source, version, expected) => {
    expect(written(`models.IntegerField(choices=${source})`, version)).toBe(
      `models.IntegerField(choices=${expected})`,
    )
  })

  test.each(['elsewhere.Status', 'elsewhere.Choices(1)', 'elsewhere.CHOICES', 'elsewhere.make()'])(
    '%s may be anything',
    (source) => {
      const { value, context } = read(`models.IntegerField(choices=${source})`)
      expect(fieldState(value, 'f', owner, context).keywords.get('choices')?.kind).toBe('unresolved')
    },
  )
})

describe('whether an attribute is a field', () => {
  test.each([
    ['models.CharField()', true],
    ['Secret()', true],
    ['PriceField()', true],
    ['Silent()', false],
    ['GenericForeignKey()', false],
    ['Plain()', false],
    ['models.Manager()', false],
    ['property(lambda self: 1)', false],
    ['3', false],
    ['elsewhere.Field()', undefined],
    ['elsewhere.make()', undefined],
    ['elsewhere.ThingManager()', false],
    ['elsewhere.TaggableManager()', undefined],
    ['Unknown()', true],
  ])('%s: %s', (source, expected) => {
    const { value, context } = read(source)
    expect(isField(value, context)).toBe(expected)
  })
})

describe('managers that migrations use', () => {
  test.each([
    ['models.Manager()', undefined],
    ['Things()', undefined],
    ['Own()', 'shop.models.Own'],
    ['Made()', 'shop.models.Made'],
    ['Things.from_queryset(models.QuerySet)()', undefined],
    ['Accounts()', 'shop.models.Accounts'],
    ['UserManager()', 'django.contrib.auth.models.UserManager'],
    ['Kept()', 'lib.managers.Kept'],
    ['elsewhere.Manager()', 'unknown'],
    ['models.QuerySet.as_manager()', undefined],
  ])('%s', (source, expected) => {
    const { value, context } = read(source)
    const state = managerState('objects', value, context)
    expect(typeof state === 'object' ? state.manager?.path : state).toBe(expected)
  })
})

test('the name of an index hangs on the table and the columns', () => {
  const { value, context } = read("models.Index(fields=['parent_id'])")
  const { value: parent } = read("models.ForeignKey('Target', models.CASCADE)")
  const fields = new Map([['parent', fieldState(parent, 'parent', owner, context)]])
  const call = value as Parameters<typeof indexState>[0]
  expect(indexState(call, owner, { table: undefined, fields }, context).name).toBe(
    'shop_owner_parent__00e2e5_idx',
  )
  const table: Value = { kind: 'unresolved', reason: 'it is computed', expr: undefined, origin: call.origin }
  expect(indexState(call, owner, { table, fields }, context).name).toBeUndefined()
})
