import { expect, it } from 'vitest'
import { id, outcome, writing } from './writing-case.ts'

/** How the argument of a new field is written, and the imports of its file. */
async function written(argument: string, before = '', version = '5.2.1') {
  const models = `${before}
class Item(models.Model):
    field = models.JSONField(null=True, default=${argument})
`
  const operations = `migrations.CreateModel('Item', [${id}])`
  const { written, refused } = await writing({ models, operations, version })
  expect(refused).toEqual([])
  const [file] = written
  return {
    value: /default=(.*), null=True\),$/m.exec(file!.text)![1],
    imports: file!.text.split('\n').filter((line) => /^(import|from) /.test(line)),
  }
}

const models = 'from django.db import migrations, models'

it.each([
  ["{'b': 1, 'a': (2,)}", "{'a': (2,), 'b': 1}"],
  ['{10: 1, 9: 2}', '{9: 2, 10: 1}'],
])('writes %s with sorted keys', async (argument, expected) => {
  expect((await written(argument)).value).toBe(expected)
})

it.each([
  [
    'Colour.RED',
    'import enum\nclass Colour(str, enum.Enum):\n    RED = "red"\n',
    "shop.models.Colour['RED']",
    'import shop.models',
  ],
  ['Size.BIG', 'class Size(models.IntegerChoices):\n    BIG = 3\n', '3', undefined],
  ['re.IGNORECASE', 'import re\n', "re.RegexFlag['IGNORECASE']", 'import re'],
  [
    'functools.partial(make, 1, size=2)',
    'import functools\ndef make(number, size):\n    return number\n',
    "functools.partial(shop.models.make, *(1,), **{'size': 2})",
    'import functools',
  ],
  [
    'datetime.timedelta(hours=36)',
    'import datetime\n',
    'datetime.timedelta(days=1, seconds=43200)',
    'import datetime',
  ],
  [
    "uuid.UUID('{12345678-1234-5678-1234-567812345678}')",
    'import uuid\n',
    "uuid.UUID('12345678-1234-5678-1234-567812345678')",
    'import uuid',
  ],
  ['dict', '', 'dict', undefined],
  [
    'timezone.now',
    'from django.utils import timezone\n',
    'django.utils.timezone.now',
    'import django.utils.timezone',
  ],
  ["_('text')", 'from django.utils.translation import gettext_lazy as _\n', "'text'", undefined],
  [
    'Thing(1)',
    'from django.utils.deconstruct import deconstructible\n@deconstructible\nclass Thing:\n    def __init__(self, size):\n        self.size = size\n',
    'shop.models.Thing(1)',
    'import shop.models',
  ],
])('writes %s as Django does', async (argument, before, value, line) => {
  const found = await written(argument, before)
  expect(found.value).toBe(value)
  if (line === undefined) expect(found.imports).toEqual([models])
  else expect(found.imports).toContain(line)
})

it('writes UTC as the releases before 4.1 do', async () => {
  const before = 'import datetime\n'
  const moment = 'datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)'
  const old = await written(moment, before, '3.2.5')
  expect(old.value).toBe('datetime.datetime(2020, 1, 2, 0, 0, tzinfo=utc)')
  expect(old.imports).toContain('from django.utils.timezone import utc')
  const now = await written(moment, before)
  expect(now.value).toBe('datetime.datetime(2020, 1, 2, 0, 0, tzinfo=datetime.timezone.utc)')
})

it.each([
  ["{'a': 1, 2: 3}", '', 'cannot be sorted'],
  ['timezone.now()', 'from django.utils import timezone\n', 'another value each time'],
  ['somewhere.THING', 'import somewhere\n', 'is not known'],
  ['settings.THING', 'from django.conf import settings\n', 'is not known'],
  ['make()', 'def make():\n    return lambda: 1\n', 'lambda'],
  [
    'inner',
    'def make():\n    def inner():\n        return 1\n    return inner\ninner = make()\n',
    'inside of a function',
  ],
  ['cached', 'from somewhere import wrap\n@wrap\ndef cached():\n    return 1\n', 'what'],
])('refuses %s', async (argument, before, reason) => {
  const source = `${before}
class Item(models.Model):
    field = models.JSONField(null=True, default=${argument})
`
  const operations = `migrations.CreateModel('Item', [${id}])`
  const reasons = await outcome({ models: source, operations })
  expect(reasons).toHaveLength(1)
  expect(reasons[0]).toContain(reason)
})
